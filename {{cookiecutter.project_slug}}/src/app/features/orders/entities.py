"""Orders."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.core.money import Money


class OrderStatus(StrEnum):
    """Where an order stands."""

    DRAFT = "draft"
    PLACED = "placed"
    PAID = "paid"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


class OrderAction(StrEnum):
    """What moves an order on."""

    PLACE = "place"
    PAY = "pay"
    SHIP = "ship"
    DELIVER = "deliver"
    CANCEL = "cancel"
    REFUND = "refund"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedLine:
    """What a customer asks for."""

    product_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """Pieces of one product, with its name and price as they were when the line was written."""

    product_id: UUID
    sku: str
    name: str
    unit_price: Money
    quantity: int

    @property
    def total(self) -> Money:
        """The price of all pieces."""
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order: at least one line, all in one currency."""

    id: UUID
    customer_id: UUID
    status: OrderStatus
    note: str
    lines: tuple[OrderLine, ...]
    total: Money
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEvent:
    """A step in the life of an order; `from_status` is None for the first."""

    id: UUID
    order_id: UUID
    action: str
    actor_id: UUID
    from_status: OrderStatus | None
    to_status: OrderStatus
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """Which orders to list; None means any. `since` is inclusive, `until` exclusive."""

    customer_id: UUID | None = None
    status: OrderStatus | None = None
    since: datetime | None = None
    until: datetime | None = None
