"""How many statements the use cases need: few, and no more for more rows."""

from collections.abc import Awaitable
from typing import Any

import pytest

from app.core.pagination import PageRequest
from app.core.permissions import Principal
from app.features.catalog.entities import Product, ProductFilter
from app.features.catalog.service import list_products
from app.features.orders.entities import OrderAction, OrderFilter
from app.features.orders.service import list_orders, read_order
from app.features.orders.steps import move_order
from app.infra.resources import Resources
from tests.support.shop_services import drafted, someone, stocked
from tests.support.statements import recorded

ROWS = 8


@pytest.fixture
async def customer(resources: Resources) -> Principal:
    """A customer."""
    return await someone(resources, "customer")


@pytest.fixture
async def products(resources: Resources) -> list[Product]:
    """Some products."""
    return [await stocked(resources) for _ in range(ROWS)]


async def verbs(resources: Resources, work: Awaitable[Any]) -> list[str]:
    """The first words of the statements that the work needs."""
    engines = [engine.sync_engine for engine in resources.database.engines.values()]
    with recorded(engines) as statements:
        await work
    return [each.verb for each in statements if each.verb not in {"BEGIN", "COMMIT"}]


async def test_an_order_is_read_with_one_statement(
    resources: Resources, customer: Principal, products: list[Product]
) -> None:
    order = await drafted(resources, customer, *products)

    reading = read_order(resources, actor=customer, order_id=order.id)
    assert await verbs(resources, reading) == ["SELECT"]


@pytest.mark.parametrize("rows", [1, ROWS])
async def test_orders_are_listed_with_two(
    resources: Resources, customer: Principal, products: list[Product], rows: int
) -> None:
    for _ in range(rows):
        await drafted(resources, customer, *products)

    listing = list_orders(resources, actor=customer, page=PageRequest(), wanted=OrderFilter())
    assert await verbs(resources, listing) == ["SELECT"] * 2


async def test_no_orders_are_listed_with_one(resources: Resources, customer: Principal) -> None:
    listing = list_orders(resources, actor=customer, page=PageRequest(), wanted=OrderFilter())

    assert await verbs(resources, listing) == ["SELECT"]


@pytest.mark.usefixtures("products")
async def test_products_are_listed_with_one(resources: Resources, customer: Principal) -> None:
    listing = list_products(
        resources, actor=customer, page=PageRequest(), wanted=ProductFilter(q="p")
    )
    assert await verbs(resources, listing) == ["SELECT"]


@pytest.mark.parametrize("lines", [1, ROWS])
async def test_an_order_is_drafted_with_five(
    resources: Resources, customer: Principal, products: list[Product], lines: int
) -> None:
    drafting = drafted(resources, customer, *products[:lines])

    # Products; the order, its lines, its event, the audit event.
    assert await verbs(resources, drafting) == ["SELECT", *["INSERT"] * 4]


async def test_placing_needs_one_for_each_line_and_four(
    resources: Resources, customer: Principal, products: list[Product]
) -> None:
    order = await drafted(resources, customer, *products)
    placing = move_order(resources, actor=customer, order_id=order.id, action=OrderAction.PLACE)
    needed = await verbs(resources, placing)

    # The mail's address is looked up after the commit.
    assert needed == ["SELECT", *["UPDATE"] * (1 + ROWS), "INSERT", "INSERT", "SELECT"]
