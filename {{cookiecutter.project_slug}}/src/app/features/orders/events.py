"""What orders announce."""

from dataclasses import dataclass
from uuid import UUID

from app.core.events import Event
from app.core.money import Money
from app.features.orders.entities import Order, OrderStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlaced(Event):
    """The customer has ordered; the pieces are reserved."""

    order_id: UUID
    customer_id: UUID
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPaid(Event):
    """The payment has arrived."""

    order_id: UUID
    customer_id: UUID
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderShipped(Event):
    """The goods are on their way."""

    order_id: UUID
    customer_id: UUID
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDelivered(Event):
    """The goods have arrived."""

    order_id: UUID
    customer_id: UUID
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled(Event):
    """The order is off, the pieces are free; where `paid`, the money is due back."""

    order_id: UUID
    customer_id: UUID
    total: Money
    paid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRefunded(Event):
    """The money went back, and so did the pieces."""

    order_id: UUID
    customer_id: UUID
    total: Money


_KINDS = {
    OrderStatus.PLACED: OrderPlaced,
    OrderStatus.PAID: OrderPaid,
    OrderStatus.SHIPPED: OrderShipped,
    OrderStatus.DELIVERED: OrderDelivered,
    OrderStatus.REFUNDED: OrderRefunded,
}


def announcement(order: Order, *, previous: OrderStatus) -> Event:
    """The event for an order that has just come from the previous status."""
    if order.status is OrderStatus.CANCELLED:
        return OrderCancelled(
            order_id=order.id,
            customer_id=order.customer_id,
            total=order.total,
            paid=previous is OrderStatus.PAID,
        )
    kind = _KINDS[order.status]
    return kind(order_id=order.id, customer_id=order.customer_id, total=order.total)
