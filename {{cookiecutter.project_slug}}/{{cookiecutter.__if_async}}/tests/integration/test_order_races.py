"""Orders that meet in the database."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from typing import Any

from app.core.errors import AppError, PreconditionFailed
from app.core.permissions import Role
from app.features.catalog.errors import ProductInUse, ProductNotFound
from app.features.catalog.service import delete_product, update_product
from app.features.orders.entities import OrderAction, OrderStatus
from app.features.orders.errors import (
    InsufficientStock,
    OrderChanged,
    OrderTransitionNotAllowed,
    ProductUnavailable,
)
from app.features.orders.service import read_order, update_order
from app.infra.resources import Resources
from tests.support.shop_services import drafted, moved, someone, stock_of, stocked

PLACE, CANCEL = OrderAction.PLACE, OrderAction.CANCEL


async def outcomes(*racers: Coroutine[Any, Any, Any]) -> Counter[str]:
    """How the racers ended: `done`, or the name of the expected error; others are raised."""
    ends = await asyncio.gather(*racers, return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException) and not isinstance(end, AppError):
            raise end
    return Counter(type(end).__name__ if isinstance(end, AppError) else "done" for end in ends)


async def test_the_last_piece_is_sold_once(resources: Resources) -> None:  # BR-18
    product = await stocked(resources, stock=1)
    customer = await someone(resources, "customer")
    orders = [await drafted(resources, customer, product) for _ in range(6)]

    ends = await outcomes(*(moved(resources, customer, order, PLACE) for order in orders))

    assert ends == {"done": 1, InsufficientStock.__name__: 5}
    assert await stock_of(resources, product.id) == 0


async def test_no_sale_is_lost(resources: Resources) -> None:
    product = await stocked(resources, stock=20)
    customer = await someone(resources, "customer")
    orders = [await drafted(resources, customer, product, quantity=2) for _ in range(8)]

    assert await outcomes(*(moved(resources, customer, o, PLACE) for o in orders)) == {"done": 8}
    assert await stock_of(resources, product.id) == 4
    assert await outcomes(*(moved(resources, customer, o, CANCEL) for o in orders)) == {"done": 8}
    assert await stock_of(resources, product.id) == 20


async def test_orders_of_the_same_products_do_not_block_each_other(resources: Resources) -> None:
    products = [await stocked(resources, stock=50) for _ in range(5)]
    customer = await someone(resources, "customer")
    orders = [
        await drafted(resources, customer, *(reversed(products) if n % 2 else products))
        for n in range(10)
    ]

    ends = await outcomes(
        *(moved(resources, customer, order, PLACE) for order in orders),
        *(
            drafted(resources, customer, *(reversed(products) if n % 2 else products))
            for n in range(10)
        ),
    )

    assert ends == {"done": 20}
    assert {await stock_of(resources, product.id) for product in products} == {40}


async def test_an_order_is_moved_once(resources: Resources) -> None:  # BR-13
    product = await stocked(resources, stock=10)
    customer = await someone(resources, "customer")
    order = await drafted(resources, customer, product)

    placed = await outcomes(*(moved(resources, customer, order, PLACE) for _ in range(5)))
    cancelled = await outcomes(*(moved(resources, customer, order, CANCEL) for _ in range(5)))

    for ends in (placed, cancelled):
        assert ends["done"] == 1
        assert set(ends) <= {"done", OrderChanged.__name__, OrderTransitionNotAllowed.__name__}
    assert await stock_of(resources, product.id) == 10


async def test_a_change_and_a_step_do_not_mix(resources: Resources) -> None:
    product = await stocked(resources, stock=10)
    customer = await someone(resources, "customer")
    order = await drafted(resources, customer, product)
    change = update_order(
        resources, actor=customer, order_id=order.id, if_match='"1"', changes={"note": "Knock"}
    )

    ends = await outcomes(change, moved(resources, customer, order, PLACE))

    after = await read_order(resources, actor=customer, order_id=order.id)
    assert after.version == 1 + ends["done"]
    if after.status is OrderStatus.PLACED:
        assert (after.note == "Knock") == (ends["done"] == 2)


async def test_a_change_of_the_product_does_not_undo_a_sale(resources: Resources) -> None:
    product = await stocked(resources, stock=10)
    customer = await someone(resources, "customer")
    staff = await someone(resources, "staff", Role.STAFF)
    orders = [await drafted(resources, customer, product) for _ in range(5)]
    changes = [
        update_product(
            resources,
            actor=staff,
            product_id=product.id,
            if_match="*",
            changes={"description": f"Description {n}"},
        )
        for n in range(5)
    ]

    ends = await outcomes(*changes, *(moved(resources, customer, o, PLACE) for o in orders))

    assert set(ends) <= {"done", PreconditionFailed.__name__}
    assert await stock_of(resources, product.id) == 5


async def test_a_product_is_deleted_once(resources: Resources) -> None:
    product = await stocked(resources)
    staff = await someone(resources, "staff", Role.STAFF)

    ends = await outcomes(
        *(delete_product(resources, actor=staff, product_id=product.id) for _ in range(4))
    )

    assert ends == {"done": 1, ProductNotFound.__name__: 3}


async def test_a_product_is_ordered_or_deleted(resources: Resources) -> None:  # BR-2
    product = await stocked(resources)
    staff = await someone(resources, "staff", Role.STAFF)
    customer = await someone(resources, "customer")

    ends = await outcomes(
        drafted(resources, customer, product),
        delete_product(resources, actor=staff, product_id=product.id),
    )

    assert ends["done"] == 1
    assert set(ends) <= {"done", ProductInUse.__name__, ProductUnavailable.__name__}
