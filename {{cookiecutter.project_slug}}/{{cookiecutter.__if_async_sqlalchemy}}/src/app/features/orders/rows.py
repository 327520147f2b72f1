"""Rows of the orders' tables as entities, and entities as rows."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row

from app.core.money import Money
from app.features.orders.entities import Order, OrderEvent, OrderLine, OrderStatus
from app.features.orders.statements import ORDER_WIDTH


def order_of(row: Row[Any], lines: Iterable[Sequence[Any]]) -> Order:
    """The order of a row that begins with the columns of `orders`, in the order of the table."""
    (
        order_id,
        customer_id,
        status,
        note,
        currency,
        total_minor,
        version,
        created_at,
        updated_at,
    ) = row[:ORDER_WIDTH]
    return Order(
        id=order_id,
        customer_id=customer_id,
        status=OrderStatus(status),
        note=note,
        lines=tuple(line_of(line, currency) for line in lines),
        total=Money(total_minor, currency),
        version=version,
        created_at=created_at,
        updated_at=updated_at,
    )


def line_of(row: Sequence[Any], currency: str) -> OrderLine:
    """The line of the columns of `order_lines` but for the first."""
    _, product_id, sku, name, unit_price_minor, quantity = row
    return OrderLine(
        product_id=product_id,
        sku=sku,
        name=name,
        unit_price=Money(unit_price_minor, currency),
        quantity=quantity,
    )


def line_values(order: Order) -> list[dict[str, Any]]:
    """The columns of the lines, by product: every transaction locks products in this order."""
    rows = [
        {
            "order_id": order.id,
            "position": position,
            "product_id": line.product_id,
            "sku": line.sku,
            "name": line.name,
            "unit_price_minor": line.unit_price.minor,
            "quantity": line.quantity,
        }
        for position, line in enumerate(order.lines)
    ]
    return sorted(rows, key=lambda row: row["product_id"])


def event_of(row: Row[Any]) -> OrderEvent:
    """The event of a row."""
    return OrderEvent(
        id=row.id,
        order_id=row.order_id,
        action=row.action,
        actor_id=row.actor_id,
        from_status=None if row.from_status is None else OrderStatus(row.from_status),
        to_status=OrderStatus(row.to_status),
        created_at=row.created_at,
    )
