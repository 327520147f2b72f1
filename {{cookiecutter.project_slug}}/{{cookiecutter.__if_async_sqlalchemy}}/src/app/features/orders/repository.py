"""Queries on orders."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.core.money import Money
from app.core.pagination import Page, PageRequest
from app.features.orders import statements
from app.features.orders.entities import Order, OrderEvent, OrderFilter, OrderLine, OrderStatus
from app.features.orders.statements import ORDER_WIDTH, events, orders
from app.infra.queries import after_position, to_page

_SORT_COLUMNS = {"created_at": orders.c.created_at, "total": orders.c.total_minor}
_EVENT_SORT_COLUMNS = {"created_at": events.c.created_at}


class OrderRepository:
    """Orders in the database."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, order_id: UUID) -> Order | None:
        """The order with its lines, if there is one; one statement."""
        result = await self._connection.execute(statements.BY_ID, {"order_id": order_id})
        rows = result.all()
        if not rows:
            return None
        return _order(rows[0], (row[ORDER_WIDTH:] for row in rows))

    async def list(self, page: PageRequest, wanted: OrderFilter) -> Page[Order]:
        """One page of the wanted orders; two statements, however many orders there are."""
        statement = after_position(_filtered(wanted), page, _SORT_COLUMNS, orders.c.id)
        rows = (await self._connection.execute(statement)).all()
        lines = await _lines_of(self._connection, [row.id for row in rows[: page.limit]])
        entities = [_order(row, lines[row.id]) for row in rows[: page.limit]]
        return to_page(rows, page, entities, _SORT_COLUMNS[page.column].name)

    async def list_events(self, page: PageRequest, order_id: UUID) -> Page[OrderEvent]:
        """One page of the order's events."""
        statement = after_position(statements.EVENTS_OF, page, _EVENT_SORT_COLUMNS, events.c.id)
        rows = (await self._connection.execute(statement, {"of_order": order_id})).all()
        return to_page(rows, page, [_event(row) for row in rows], "created_at")

    async def add(self, order: Order) -> None:
        """Store a new order with its lines."""
        values = {
            "id": order.id,
            "customer_id": order.customer_id,
            "status": order.status.value,
            "note": order.note,
            "currency": order.total.currency,
            "total_minor": order.total.minor,
            "version": order.version,
            "created_at": order.created_at,
            "updated_at": order.updated_at,
        }
        await self._connection.execute(statements.INSERT, values)
        await self._connection.execute(statements.INSERT_LINES, _line_values(order))

    async def update(self, order: Order, *, expected_version: int) -> bool:
        """Store the order without its lines, unless its version moved on; whether it was stored."""
        values = {
            "order_id": order.id,
            "expected_version": expected_version,
            "new_status": order.status.value,
            "new_note": order.note,
            "new_currency": order.total.currency,
            "new_total": order.total.minor,
            "new_version": order.version,
            "at": order.updated_at,
        }
        return (await self._connection.execute(statements.UPDATE, values)).rowcount == 1

    async def replace_lines(self, order: Order) -> None:
        """Store the lines in place of those there were."""
        await self._connection.execute(statements.DELETE_LINES, {"of_order": order.id})
        await self._connection.execute(statements.INSERT_LINES, _line_values(order))

    async def delete(self, order_id: UUID, *, expected_version: int) -> bool:
        """Delete the order with all that belongs to it, unless its version moved on."""
        values = {"order_id": order_id, "expected_version": expected_version}
        return (await self._connection.execute(statements.DELETE, values)).rowcount == 1

    async def add_event(self, event: OrderEvent) -> None:
        """Store a step in the life of an order."""
        values = {
            "id": event.id,
            "order_id": event.order_id,
            "action": event.action,
            "actor_id": event.actor_id,
            "from_status": event.from_status and event.from_status.value,
            "to_status": event.to_status.value,
            "created_at": event.created_at,
        }
        await self._connection.execute(statements.INSERT_EVENT, values)


def _filtered(wanted: OrderFilter) -> Select[Any]:
    """The statement with the conditions that are set."""
    statement = statements.ALL
    if wanted.customer_id is not None:
        statement = statement.where(orders.c.customer_id == wanted.customer_id)
    if wanted.status is not None:
        statement = statement.where(orders.c.status == wanted.status.value)
    if wanted.since is not None:
        statement = statement.where(orders.c.created_at >= wanted.since)
    if wanted.until is not None:
        statement = statement.where(orders.c.created_at < wanted.until)
    return statement


async def _lines_of(
    connection: AsyncConnection, order_ids: Sequence[UUID]
) -> dict[UUID, list[Sequence[Any]]]:
    """The rows of the orders' lines, by order, without the order's id."""
    found: defaultdict[UUID, list[Sequence[Any]]] = defaultdict(list)
    if order_ids:
        rows = await connection.execute(statements.LINES_OF, {"order_ids": order_ids})
        for order_id, *line in rows:
            found[order_id].append(line)
    return found


def _order(row: Row[Any], lines: Iterable[Sequence[Any]]) -> Order:
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
        lines=tuple(_line(line, currency) for line in lines),
        total=Money(total_minor, currency),
        version=version,
        created_at=created_at,
        updated_at=updated_at,
    )


def _line(row: Sequence[Any], currency: str) -> OrderLine:
    """The line of the columns of `order_lines` but for the first."""
    _, product_id, sku, name, unit_price_minor, quantity = row
    return OrderLine(
        product_id=product_id,
        sku=sku,
        name=name,
        unit_price=Money(unit_price_minor, currency),
        quantity=quantity,
    )


def _line_values(order: Order) -> list[dict[str, Any]]:
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


def _event(row: Row[Any]) -> OrderEvent:
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
