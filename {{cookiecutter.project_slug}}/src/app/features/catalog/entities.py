"""Products."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """Something that can be ordered; `stock` counts the pieces not yet promised to an order."""

    id: UUID
    sku: str
    name: str
    description: str
    price: Money
    stock: int
    active: bool
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFilter:
    """Which products to list; None means any. `q` holds beginnings of words."""

    q: str | None = None
    active: bool | None = None
    sku: str | None = None
    currency: str | None = None
