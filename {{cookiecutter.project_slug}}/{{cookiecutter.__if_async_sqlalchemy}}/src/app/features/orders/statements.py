"""The statements of the order repository, built once."""

from sqlalchemy import bindparam, delete, insert, select, update

from app.features.orders.models import OrderEventRow, OrderLineRow, OrderRow
from app.infra.queries import table_of

orders = table_of(OrderRow)
lines = table_of(OrderLineRow)
events = table_of(OrderEventRow)

ALL = select(orders)
ORDER_WIDTH = len(orders.c)

# An order has at least one line, so the join loses none.
BY_ID = (
    select(orders, *(column for column in lines.c if column.name != "order_id"))
    .join_from(orders, lines)
    .where(orders.c.id == bindparam("order_id"))
    .order_by(lines.c.position)
)
LINES_OF = (
    select(lines)
    .where(lines.c.order_id.in_(bindparam("order_ids", expanding=True)))
    .order_by(lines.c.order_id, lines.c.position)
)
INSERT = insert(orders)
INSERT_LINES = insert(lines)
INSERT_EVENT = insert(events)
UPDATE = (
    update(orders)
    .where(orders.c.id == bindparam("order_id"), orders.c.version == bindparam("expected_version"))
    .values(
        status=bindparam("new_status"),
        note=bindparam("new_note"),
        currency=bindparam("new_currency"),
        total_minor=bindparam("new_total"),
        version=bindparam("new_version"),
        updated_at=bindparam("at"),
    )
)
DELETE = delete(orders).where(
    orders.c.id == bindparam("order_id"), orders.c.version == bindparam("expected_version")
)
DELETE_LINES = delete(lines).where(lines.c.order_id == bindparam("of_order"))
EVENTS_OF = select(events).where(events.c.order_id == bindparam("of_order"))
