"""What can go wrong with products."""

from app.core.errors import Conflict, NotFound


class ProductNotFound(NotFound):
    """No product has this id, or it is hidden from customers."""

    code = "product_not_found"
    detail = "There is no such product."


class SkuTaken(Conflict):
    """BR-1: a stock keeping unit names one product."""

    code = "sku_taken"
    detail = "Another product has this SKU."


class ProductInUse(Conflict):
    """BR-2: a product that was ordered is deactivated, never deleted."""

    code = "product_in_use"
    detail = "The product was ordered; deactivate it instead."
