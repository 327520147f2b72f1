"""Entities with sensible values; a test names only what it is about."""

from dataclasses import fields
from itertools import count
from typing import Any

from app.core.clock import utc_now
from app.core.ids import new_id
from app.core.money import Money
from app.core.permissions import Role
from app.features.accounts.entities import Account, Profile
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


def an_account(**values: Any) -> Account:
    """An active, verified customer; `display_name` and the like go to the profile."""
    now = utc_now()
    profile = {f.name: values.pop(f.name) for f in fields(Profile) if f.name in values}
    defaults: dict[str, Any] = {
        "id": new_id(),
        "email": f"user{next(_numbers)}@example.com",
        "role": Role.CUSTOMER,
        "active": True,
        "email_verified_at": now,
        "erased_at": None,
        "profile": Profile(**profile),
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }
    return Account(**(defaults | values))
