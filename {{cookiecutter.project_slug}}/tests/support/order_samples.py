"""Orders with sensible values; a test names only what it is about."""

from typing import Any

from app.core.clock import utc_now
from app.core.ids import new_id
from app.core.money import Money
from app.core.permissions import Principal, Role
from app.features.orders.entities import Order, OrderLine, OrderStatus
from app.features.orders.rules import total_of


def a_principal(role: Role = Role.CUSTOMER) -> Principal:
    """Somebody of the role."""
    return Principal(user_id=new_id(), role=role)


def a_line(**values: Any) -> OrderLine:
    """A line of one piece."""
    defaults: dict[str, Any] = {
        "product_id": new_id(),
        "sku": "MUG",
        "name": "Mug",
        "unit_price": Money(1000, "EUR"),
        "quantity": 1,
    }
    return OrderLine(**(defaults | values))


def an_order(*lines: OrderLine, **values: Any) -> Order:
    """An order of the lines, by default a draft of one."""
    now, of = utc_now(), lines or (a_line(),)
    defaults: dict[str, Any] = {
        "id": new_id(),
        "customer_id": new_id(),
        "status": OrderStatus.DRAFT,
        "note": "",
        "lines": of,
        "total": total_of(of),
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }
    return Order(**(defaults | values))
