"""Entities with sensible values; a test names only what it is about."""

from itertools import count
from typing import Any

from app.core.clock import utc_now
from app.core.ids import new_id
from app.core.money import Money
from app.features.catalog.entities import Product

_numbers = count(1)


def a_product(**values: Any) -> Product:
    """A product that can be ordered."""
    number, now = next(_numbers), utc_now()
    defaults: dict[str, Any] = {
        "id": new_id(),
        "sku": f"SKU-{number}",
        "name": f"Product {number}",
        "description": "",
        "price": Money(1000, "EUR"),
        "stock": 10,
        "active": True,
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }
    return Product(**(defaults | values))
