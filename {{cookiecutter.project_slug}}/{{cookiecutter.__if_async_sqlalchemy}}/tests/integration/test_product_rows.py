"""Products in the database."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.core.clock import utc_now
from app.core.money import Money
from app.features.catalog.errors import ProductInUse, SkuTaken
from app.features.catalog.repository import ProductRepository
from app.infra.resources import Resources
from tests.support.shop_services import drafted, someone, stock_of, stocked


async def test_a_sku_is_taken_once(resources: Resources) -> None:  # BR-1
    product = await stocked(resources)

    with pytest.raises(SkuTaken):
        await stocked(resources, sku=product.sku)


@pytest.mark.parametrize(
    "wrong",
    [
        {"stock": -1},
        {"price": Money(-1, "EUR")},
        {"price": Money(1, "EU")},
        {"name": None},
    ],
)
async def test_other_faults_are_not_taken_for_a_taken_sku(
    resources: Resources, wrong: dict[str, Any]
) -> None:
    # IntegrityError with most drivers, OperationalError for CHECK with those of MySQL.
    with pytest.raises(DBAPIError):
        await stocked(resources, **wrong)


async def test_an_id_that_is_taken_is_no_taken_sku(resources: Resources) -> None:
    product = await stocked(resources)

    with pytest.raises(IntegrityError):
        await stocked(resources, id=product.id)


async def test_an_ordered_product_cannot_be_deleted(resources: Resources) -> None:  # BR-2
    product = await stocked(resources)
    await drafted(resources, await someone(resources, "customer"), product)

    with pytest.raises(ProductInUse):
        async with resources.transaction() as work:
            await work.repository(ProductRepository).delete(product.id)


async def test_an_update_writes_what_changed_and_nothing_else(resources: Resources) -> None:
    product = await stocked(resources, stock=5)
    stale = replace(product, name="Cup", stock=99, price=Money(1, "USD"), version=2)

    async with resources.transaction() as work:
        products = work.repository(ProductRepository)
        assert await products.update(stale, changed={"name": "Cup"}, expected_version=1)
        assert not await products.update(stale, changed={"name": "Jug"}, expected_version=1)
        stored = await products.get(product.id)

    assert stored is not None
    assert stored == replace(product, name="Cup", version=2, updated_at=stored.updated_at)


@pytest.mark.parametrize(
    ("values", "price", "taken"),
    [
        ({}, Money(1000, "EUR"), True),
        ({"stock": 2}, Money(1000, "EUR"), False),
        ({"active": False}, Money(1000, "EUR"), False),
        ({}, Money(999, "EUR"), False),
        ({}, Money(1000, "USD"), False),
    ],
)
async def test_stock_is_taken_under_conditions(
    resources: Resources, values: dict[str, Any], price: Money, *, taken: bool
) -> None:
    product = await stocked(resources, **({"stock": 3} | values))
    async with resources.transaction() as work:
        done = await work.repository(ProductRepository).take_stock(
            product.id, quantity=3, price=price, at=utc_now()
        )

    assert done is taken
    assert await stock_of(resources, product.id) == (0 if taken else product.stock)


async def test_whoever_takes_stock_makes_a_new_version(resources: Resources) -> None:
    product = await stocked(resources, stock=3)
    async with resources.transaction() as work:
        products = work.repository(ProductRepository)
        await products.take_stock(product.id, quantity=1, price=product.price, at=utc_now())
        await products.return_stock(product.id, quantity=1, at=utc_now())
        stored = await products.get(product.id)

    assert stored is not None
    assert stored == replace(product, version=3, updated_at=stored.updated_at)


async def test_text_comes_back_as_it_was(resources: Resources) -> None:
    name, description = "Ünï 東京 🎉 'quoted' \\ %", "x" * 3999 + "🎉"
    product = await stocked(resources, name=name, description=description)

    async with resources.reading() as work:
        assert await work.repository(ProductRepository).get(product.id) == product
