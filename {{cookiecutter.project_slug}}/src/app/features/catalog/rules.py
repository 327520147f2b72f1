"""What holds for products."""

from dataclasses import fields, replace
from typing import Any

from app.core.permissions import Principal
from app.features.catalog.entities import Product, ProductFilter
from app.features.catalog.errors import ProductNotFound
from app.features.catalog.permissions import PRODUCTS_WRITE


def require_visible(product: Product | None, *, to: Principal) -> Product:
    """The product; raises ProductNotFound for none, and for customers if inactive (BR-3)."""
    if product is None or not (product.active or to.may(PRODUCTS_WRITE)):
        raise ProductNotFound
    return product


def searchable(product: Product) -> str:
    """The text in which `q` looks for words."""
    return f"{product.name} {product.description}"


def visible_to(actor: Principal, wanted: ProductFilter) -> ProductFilter:
    """The filter, narrowed to active products for customers (BR-3)."""
    return wanted if actor.may(PRODUCTS_WRITE) else replace(wanted, active=True)


def audited(product: Product) -> dict[str, Any]:
    """What the audit trail keeps of a product."""
    left_out = {"id", "version", "created_at", "updated_at"}
    names = (field.name for field in fields(product))
    return {name: getattr(product, name) for name in names if name not in left_out}
