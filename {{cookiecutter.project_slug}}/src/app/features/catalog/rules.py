"""What holds for products."""

from app.core.permissions import Principal
from app.features.catalog.entities import Product
from app.features.catalog.errors import ProductNotFound
from app.features.catalog.permissions import PRODUCTS_WRITE


def require_visible(product: Product | None, *, to: Principal) -> Product:
    """The product; raises ProductNotFound if there is none, or an inactive one for customers (BR-3)."""
    if product is None or not (product.active or to.may(PRODUCTS_WRITE)):
        raise ProductNotFound
    return product
