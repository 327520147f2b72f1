"""Tables with so many rows that the planner takes them seriously."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert

from app.core.clock import utc_now
from app.core.ids import new_id
from app.features.audit.models import AuditEventRow
from app.features.catalog.models import ProductRow
from app.features.orders.models import OrderEventRow, OrderLineRow, OrderRow


def fill(connection: Connection, *, rows: int, customer_ids: list[UUID]) -> None:
    """Give each table that has a list so many rows; they share customers and statuses."""
    now = utc_now()
    times = [now - timedelta(seconds=number) for number in range(rows)]
    products = [_product(number, at) for number, at in enumerate(times)]
    orders = [_order(number, at, customer_ids[number % 2]) for number, at in enumerate(times)]
    connection.execute(insert(ProductRow), products)
    connection.execute(insert(OrderRow), orders)
    connection.execute(insert(OrderLineRow), [_line(order, products[0]) for order in orders])
    connection.execute(insert(OrderEventRow), [_event(order) for order in orders])
    connection.execute(insert(AuditEventRow), [_audit_event(order) for order in orders])


def _product(number: int, at: datetime) -> dict[str, Any]:
    """The columns of a product."""
    return {
        "id": new_id(),
        "sku": f"ROW-{number}",
        "name": f"Row {number}",
        "description": "",
        "price_minor": number,
        "currency": ("EUR", "USD", "JPY")[number % 3],
        "stock": 1,
        "active": number % 3 > 0,
        "version": 1,
        "created_at": at,
        "updated_at": at,
    }


def _order(number: int, at: datetime, customer_id: UUID) -> dict[str, Any]:
    """The columns of an order."""
    return {
        "id": new_id(),
        "customer_id": customer_id,
        "status": ("draft", "placed", "paid")[number % 3],
        "note": "",
        "currency": "EUR",
        "total_minor": number,
        "version": 1,
        "created_at": at,
        "updated_at": at,
    }


def _line(order: dict[str, Any], product: dict[str, Any]) -> dict[str, Any]:
    """The columns of the order's line."""
    return {
        "order_id": order["id"],
        "position": 0,
        "product_id": product["id"],
        "sku": product["sku"],
        "name": product["name"],
        "unit_price_minor": product["price_minor"],
        "quantity": 1,
    }


def _event(order: dict[str, Any]) -> dict[str, Any]:
    """The columns of the order's event."""
    return {
        "id": new_id(),
        "order_id": order["id"],
        "action": "created",
        "actor_id": order["customer_id"],
        "from_status": None,
        "to_status": "draft",
        "created_at": order["created_at"],
    }


def _audit_event(order: dict[str, Any]) -> dict[str, Any]:
    """The columns of the order's audit event."""
    return {
        "id": new_id(),
        "action": f"order.{order['status']}",
        "actor_id": order["customer_id"],
        "object_type": ("order", "product", "user")[order["total_minor"] % 3],
        "object_id": order["id"],
        "before": None,
        "after": None,
        "request_id": None,
        "address": None,
        "created_at": order["created_at"],
    }
