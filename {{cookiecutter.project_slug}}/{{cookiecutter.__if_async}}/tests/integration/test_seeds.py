"""Seeding twice leaves what seeding once did."""

from argparse import Namespace
from dataclasses import replace

import pytest

from app.commands import seed
from app.core.commands import CommandError
from app.core.pagination import PageRequest
from app.features.catalog.entities import ProductFilter
from app.features.catalog.repository import ProductRepository
from app.features.catalog.seeds import DEMO_PRODUCTS
from app.features.orders.entities import OrderFilter
from app.features.orders.repository import OrderRepository
from app.features.orders.seeds import DEMO_ORDERS
from app.features.orders.seeds import seed_demo as seed_orders
from app.infra.resources import Resources
from app.infra.settings import Environment
from tests.support.outbox import Outbox


def in_environment(resources: Resources, env: Environment) -> Resources:
    """The resources, with mails kept to themselves."""
    app = resources.settings.app.model_copy(update={"env": env})
    return replace(resources, settings=replace(resources.settings, app=app), mailer=Outbox())


async def counts(resources: Resources) -> tuple[int, int]:
    """How many products and orders there are."""
    page = PageRequest(limit=100)
    async with resources.reading() as work:
        products = await work.repository(ProductRepository).list(page, ProductFilter())
        orders = await work.repository(OrderRepository).list(page, OrderFilter())
    return len(products.items), len(orders.items)


async def test_demo_data_are_there_once(resources: Resources) -> None:
    local = in_environment(resources, Environment.LOCAL)
    for _ in range(2):
        await seed(local, Namespace(demo=False))
        assert await counts(resources) == (len(DEMO_PRODUCTS), len(DEMO_ORDERS))


@pytest.mark.parametrize(
    ("env", "demo", "products"),
    [
        (Environment.STAGING, False, 0),
        (Environment.STAGING, True, len(DEMO_PRODUCTS)),
        (Environment.PRODUCTION, False, 0),
    ],
)
async def test_demo_data_are_asked_for_elsewhere(
    resources: Resources, env: Environment, *, demo: bool, products: int
) -> None:
    await seed(in_environment(resources, env), Namespace(demo=demo))

    # Demo accounts are for developers' machines, so there is nobody who could have ordered.
    assert await counts(resources) == (products, 0)


async def test_demo_data_have_no_place_in_production(resources: Resources) -> None:
    with pytest.raises(CommandError):
        await seed(in_environment(resources, Environment.PRODUCTION), Namespace(demo=True))
    assert await counts(resources) == (0, 0)


async def test_orders_need_the_demo_accounts(resources: Resources) -> None:
    await seed_orders(resources)

    assert await counts(resources) == (0, 0)
