"""Products as rows, and back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from app.core.money import Money
from app.features.catalog.entities import Product
from app.features.catalog.rules import searchable
from app.features.catalog.search import index_text
from app.features.catalog.words import words_of


def product_of(row: Row[Any]) -> Product:
    """The product of a row."""
    return Product(
        id=row.id,
        sku=row.sku,
        name=row.name,
        description=row.description,
        price=Money(row.price_minor, row.currency),
        stock=row.stock,
        active=row.active,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def columns_of(name: str, value: Any) -> dict[str, Any]:
    """The columns of one field."""
    if isinstance(value, Money):
        return {f"{name}_minor": value.minor, "currency": value.currency}
    return {name: value}


def values_of(product: Product) -> Mapping[str, Any]:
    """The columns of a product."""
    return {
        "id": product.id,
        "sku": product.sku,
        "name": product.name,
        "description": product.description,
        "price_minor": product.price.minor,
        "currency": product.price.currency,
        "stock": product.stock,
        "active": product.active,
        "version": product.version,
        "created_at": product.created_at,
        "updated_at": product.updated_at,
    }


def words_column(product: Product) -> str:
    """What the full-text index holds of the product."""
    return index_text(words_of(searchable(product)))
