"""The yardstick of `service.py`: the same answers from the same statements, and nothing else.

FastAPI, asyncpg and pydantic as one would write them in an afternoon: no middleware, no layers, no
limits, no logs; a session id in a header stands in for the access token.
"""

import json
import os
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

import asyncpg
from fastapi import FastAPI, Header, HTTPException
from pydantic import BaseModel
from uuid_utils.compat import uuid7

ROLE = """
SELECT u.role FROM users u JOIN token_sessions s ON s.user_id = u.id
WHERE s.id = $1 AND s.user_id = $2 AND s.revoked_at IS NULL AND u.active
"""
ORDER = """
SELECT o.*, l.product_id, l.sku, l.name, l.unit_price_minor, l.quantity
FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.id = $1 ORDER BY l.position
"""
LIST = """
SELECT * FROM orders WHERE customer_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2
"""
LINES = "SELECT * FROM order_lines WHERE order_id = ANY($1) ORDER BY order_id, position"
PRODUCTS = "SELECT * FROM products WHERE id = ANY($1)"
ADD_ORDER = "INSERT INTO orders VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
ADD_LINE = """
INSERT INTO order_lines
    (order_id, position, product_id, sku, name, unit_price_minor, quantity)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
ADD_EVENT = """
INSERT INTO order_events (id, order_id, action, actor_id, from_status, to_status, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
AUDIT = """
INSERT INTO audit_events
    (id, action, actor_id, object_type, object_id, after, request_id, address, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""


class Money(BaseModel):
    """An amount."""

    amount: str
    currency: str


class Line(BaseModel):
    """A line of an order."""

    product_id: UUID
    sku: str
    name: str
    unit_price: Money
    quantity: int
    total: Money


class Order(BaseModel):
    """An order."""

    id: UUID
    customer_id: UUID
    status: str
    note: str
    lines: list[Line]
    total: Money
    version: int
    created_at: datetime
    updated_at: datetime


class Page(BaseModel):
    """A page of orders."""

    items: list[Order]
    next_cursor: str | None


class WantedLine(BaseModel):
    """A line to order."""

    product_id: UUID
    quantity: int


class NewOrder(BaseModel):
    """An order to create."""

    lines: list[WantedLine]
    note: str = ""


@asynccontextmanager
async def _pool(app: FastAPI) -> AsyncIterator[None]:
    """The connections."""
    app.state.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=8, max_size=16)
    yield
    await app.state.pool.close()


application = FastAPI(lifespan=_pool)
Session = Annotated[UUID, Header(alias="x-session")]
User = Annotated[UUID, Header(alias="x-user")]


async def _authenticate(connection: Any, session: UUID, user: UUID) -> None:
    """Refuse a session that has ended."""
    if await connection.fetchval(ROLE, session, user) is None:
        raise HTTPException(401)


@application.get("/api/v1/orders/{order_id}")
async def read_order(order_id: UUID, session: Session, user: User) -> Order:
    """One order."""
    async with application.state.pool.acquire() as connection:
        await _authenticate(connection, session, user)
        rows = await connection.fetch(ORDER, order_id)
    if not rows:
        raise HTTPException(404)
    return _order(rows[0], rows)


@application.get("/api/v1/orders")
async def list_orders(session: Session, user: User, limit: int = 20) -> Page:
    """The newest orders."""
    async with application.state.pool.acquire() as connection:
        await _authenticate(connection, session, user)
        rows = await connection.fetch(LIST, user, limit + 1)
        lines = await connection.fetch(LINES, [row["id"] for row in rows[:limit]])
    by_order: defaultdict[UUID, list[Any]] = defaultdict(list)
    for line in lines:
        by_order[line["order_id"]].append(line)
    items = [_order(row, by_order[row["id"]]) for row in rows[:limit]]
    return Page(items=items, next_cursor=None)


@application.post("/api/v1/orders", status_code=201)
async def create_order(body: NewOrder, session: Session, user: User) -> Order:
    """A new draft."""
    async with application.state.pool.acquire() as connection:
        await _authenticate(connection, session, user)
        async with connection.transaction():
            wanted = {line.product_id: line.quantity for line in body.lines}
            products = await connection.fetch(PRODUCTS, list(wanted))
            return await _insert(connection, products, wanted, user, body.note)


async def _insert(
    connection: Any, products: Sequence[Any], wanted: dict[UUID, int], user: UUID, note: str
) -> Order:
    """Write the order with its lines, its event and its trace in the audit trail."""
    order_id, now = uuid7(), datetime.now(UTC)
    total = sum(row["price_minor"] * wanted[row["id"]] for row in products)
    order = (order_id, user, "draft", note, "EUR", total, 1, now, now)
    lines = [
        (order_id, n, row["id"], row["sku"], row["name"], row["price_minor"], wanted[row["id"]])
        for n, row in enumerate(products)
    ]
    await connection.execute(ADD_ORDER, *order)
    await connection.executemany(ADD_LINE, lines)
    await connection.execute(ADD_EVENT, uuid7(), order_id, "created", user, None, "draft", now)
    trace = (uuid7(), "order.created", user, "order", order_id, _document(products, wanted, total))
    await connection.execute(AUDIT, *trace, uuid7().hex, "127.0.0.1", now)
    names = ("product_id", "sku", "name", "unit_price_minor", "quantity")
    columns = ("id", "customer_id", "status", "note", "currency", "total_minor", "version")
    row = dict(zip((*columns, "created_at", "updated_at"), order, strict=True))
    return _order(row, [dict(zip(names, line[2:], strict=True)) for line in lines])


def _document(products: Sequence[Any], wanted: dict[UUID, int], total: int) -> str:
    """What the audit trail keeps of an order."""
    lines = [
        {
            "sku": row["sku"],
            "quantity": wanted[row["id"]],
            "unit_price": _money(row["price_minor"], "EUR").amount,
        }
        for row in products
    ]
    amount = f"{_money(total, 'EUR').amount} EUR"
    return json.dumps({"status": "draft", "note": "", "lines": lines, "total": amount})


def _order(row: Any, lines: Iterable[Any]) -> Order:
    """The order of its rows."""
    currency = row["currency"]
    return Order(
        id=row["id"],
        customer_id=row["customer_id"],
        status=row["status"],
        note=row["note"],
        lines=[_line(line, currency) for line in lines],
        total=_money(row["total_minor"], currency),
        version=row["version"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def _line(row: Any, currency: str) -> Line:
    """A line of its row."""
    return Line(
        product_id=row["product_id"],
        sku=row["sku"],
        name=row["name"],
        unit_price=_money(row["unit_price_minor"], currency),
        quantity=row["quantity"],
        total=_money(row["unit_price_minor"] * row["quantity"], currency),
    )


def _money(minor: int, currency: str) -> Money:
    """An amount of hundredths."""
    return Money(amount=f"{minor // 100}.{minor % 100:02d}", currency=currency)
