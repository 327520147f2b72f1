"""The lists of orders, products and audit events are read along indexes, whatever they ask for."""

from collections.abc import Awaitable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.core.clock import utc_now
from app.core.ids import new_id
from app.core.pagination import PageRequest, Position
from app.core.permissions import Principal
from app.features.audit.entities import AuditFilter
from app.features.audit.repository import AuditTrail
from app.features.catalog.entities import ProductFilter
from app.features.catalog.repository import ProductRepository
from app.features.orders.entities import OrderFilter, OrderStatus
from app.features.orders.repository import OrderRepository
from app.infra.database import Work
from app.infra.resources import Resources
from tests.support.many_rows import fill
from tests.support.plans import ROWS, faults, prepare
from tests.support.shop_services import someone
from tests.support.statements import recorded

NOW = utc_now()
ORDER_SORTS = ["created_at", "-created_at", "total", "-total"]
PRODUCT_SORTS = ["created_at", "-created_at", "name", "-name", "price", "-price"]
MIDDLE: dict[str, Any] = {
    "created_at": NOW - timedelta(seconds=ROWS // 2),
    "total": ROWS // 2,
    "name": "Row 5",
    "price": ROWS // 2,
}


@pytest.fixture
async def customer(resources: Resources) -> Principal:
    """A customer with many orders among others."""
    customer, other = await someone(resources, "customer"), await someone(resources, "other")
    async with resources.transaction() as work:
        await work.connection.run_sync(
            lambda connection: fill(
                connection, rows=ROWS, customer_ids=[customer.user_id, other.user_id]
            )
        )
    return customer


async def slow_steps(resources: Resources, work: Work, query: Awaitable[Any]) -> list[str]:
    """The slow steps of the plans of the query's statements."""
    engines = [engine.sync_engine for engine in resources.database.engines.values()]
    with recorded(engines) as statements:
        await query
    found: list[str] = []
    for statement in list(statements):
        found += await work.connection.run_sync(faults, statement)
    assert statements
    return found


def pages(*columns: str) -> Iterator[PageRequest]:
    """The first page and one that follows, by each column, in both directions."""
    for column in columns:
        after = Position(value=MIDDLE[column], id=new_id())
        for sort in (column, f"-{column}"):
            yield PageRequest(limit=5, sort=sort)
            yield PageRequest(limit=5, sort=sort, after=after)


async def test_orders(resources: Resources, customer: Principal) -> None:
    own = OrderFilter(customer_id=customer.user_id)
    filters = [OrderFilter(), own, replace(own, status=OrderStatus.PLACED)]
    newest = [OrderFilter(status=OrderStatus.PLACED), OrderFilter(since=NOW, until=NOW)]
    async with resources.transaction() as work:
        await work.connection.run_sync(prepare)
        orders = work.repository(OrderRepository)
        for page in pages("created_at", "total"):
            for wanted in [*filters, *(newest if page.column == "created_at" else ())]:
                slow = await slow_steps(resources, work, orders.list(page, wanted))
                assert slow == [], (page, wanted)


@pytest.mark.usefixtures("customer")
async def test_products(resources: Resources) -> None:
    filters = [ProductFilter(), ProductFilter(active=True), ProductFilter(currency="EUR")]
    async with resources.transaction() as work:
        await work.connection.run_sync(prepare)
        products = work.repository(ProductRepository)
        for page in pages("created_at", "name", "price"):
            for wanted in filters:
                slow = await slow_steps(resources, work, products.list(page, wanted))
                assert slow == [], (page, wanted)


async def test_audit_events(resources: Resources, customer: Principal) -> None:
    filters = [
        AuditFilter(),
        AuditFilter(actor_id=customer.user_id),
        AuditFilter(action="order.placed"),
        AuditFilter(object_type="order"),
        AuditFilter(object_id=new_id()),
        AuditFilter(since=NOW, until=NOW),
    ]
    async with resources.transaction() as work:
        await work.connection.run_sync(prepare)
        trail = work.repository(AuditTrail)
        for page in pages("created_at"):
            for wanted in filters:
                slow = await slow_steps(resources, work, trail.list(page, wanted))
                assert slow == [], (page, wanted)


async def test_one_order_and_its_events(resources: Resources, customer: Principal) -> None:
    async with resources.transaction() as work:
        await work.connection.run_sync(prepare)
        orders = work.repository(OrderRepository)
        [order] = (await orders.list(PageRequest(), OrderFilter())).items[:1]
        assert await slow_steps(resources, work, orders.get(order.id)) == []
        events = orders.list_events(PageRequest(), order.id)
        assert await slow_steps(resources, work, events) == []
    assert order.customer_id == customer.user_id
