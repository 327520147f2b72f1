"""Queries on orders."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from app.core.pagination import Page, PageRequest
from app.features.orders import statements
from app.features.orders.entities import Order, OrderEvent, OrderFilter
from app.features.orders.errors import ProductUnavailable
from app.features.orders.rows import event_of, line_values, order_of
from app.features.orders.statements import ORDER_WIDTH, events, orders
from app.infra.queries import after_position, to_page, violates_foreign_key

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
        return order_of(rows[0], (row[ORDER_WIDTH:] for row in rows))

    async def list(self, page: PageRequest, wanted: OrderFilter) -> Page[Order]:
        """One page of the wanted orders; two statements, however many orders there are."""
        statement = after_position(_filtered(wanted), page, _SORT_COLUMNS, orders.c.id)
        rows = (await self._connection.execute(statement)).all()
        lines = await _lines_of(self._connection, [row.id for row in rows[: page.limit]])
        entities = [order_of(row, lines[row.id]) for row in rows[: page.limit]]
        return to_page(rows, page, entities, _SORT_COLUMNS[page.column].name)

    async def list_events(self, page: PageRequest, order_id: UUID) -> Page[OrderEvent]:
        """One page of the order's events."""
        statement = after_position(statements.EVENTS_OF, page, _EVENT_SORT_COLUMNS, events.c.id)
        rows = (await self._connection.execute(statement, {"of_order": order_id})).all()
        return to_page(rows, page, [event_of(row) for row in rows], "created_at")

    async def add(self, order: Order) -> None:
        """Store a new order with its lines; raises ProductUnavailable."""
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
        await _add_lines(self._connection, order)

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
        """Store the lines in place of those there were; raises ProductUnavailable."""
        await self._connection.execute(statements.DELETE_LINES, {"of_order": order.id})
        await _add_lines(self._connection, order)

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


async def _add_lines(connection: AsyncConnection, order: Order) -> None:
    """Store the lines; raises ProductUnavailable if a product was deleted since it was read."""
    try:
        await connection.execute(statements.INSERT_LINES, line_values(order))
    except IntegrityError as error:
        if violates_foreign_key(error):
            raise ProductUnavailable from error
        raise


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
