"""The units of work."""

import asyncio
from dataclasses import replace

import pytest

from app.core.errors import ServiceUnavailable
from app.features.catalog.repository import ProductRepository
from app.infra.database import Database
from app.infra.resources import Resources
from tests.support.factories import a_product


async def test_a_unit_of_work_that_raises_leaves_nothing(resources: Resources) -> None:
    product = a_product()

    async def add_and_fail() -> None:
        async with resources.transaction() as work:
            await work.repository(ProductRepository).add(product)
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        await add_and_fail()

    async with resources.reading() as work:
        assert await work.repository(ProductRepository).get(product.id) is None


async def test_a_unit_of_work_that_ends_is_committed(resources: Resources) -> None:
    product = a_product()
    async with resources.transaction() as work:
        await work.repository(ProductRepository).add(product)

    async with resources.reading() as work:
        assert await work.repository(ProductRepository).get(product.id) == product


async def test_who_waits_too_long_for_a_connection_is_told_to_retry(resources: Resources) -> None:
    settings = resources.settings.database.model_copy(
        update={"pool_size": 1, "pool_timeout_seconds": 0.05}
    )
    database = Database(settings)
    narrow = replace(resources, database=database)
    async with narrow.reading():
        with pytest.raises(ServiceUnavailable) as caught:
            async with narrow.reading():
                await asyncio.sleep(0)
    await database.close()

    assert caught.value.headers["Retry-After"] == "1"
