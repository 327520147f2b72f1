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
