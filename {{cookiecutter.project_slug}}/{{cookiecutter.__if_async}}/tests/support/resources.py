"""Resources for tests that call services and repositories themselves."""

from collections.abc import AsyncIterator

import pytest_asyncio

from app.infra.resources import Resources, create_resources
from app.settings import load_settings
from tests.support.cleaning import clean, migrate

__all__ = ["clean", "migrate", "resources", "shared_resources"]


@pytest_asyncio.fixture(scope="session")
async def shared_resources(migrated: None) -> AsyncIterator[Resources]:
    """Resources on the worker's database, for the whole session."""
    made = create_resources(load_settings())
    yield made
    await made.close()


@pytest_asyncio.fixture
async def resources(shared_resources: Resources) -> AsyncIterator[Resources]:
    """Resources over an empty database."""
    yield shared_resources
    await clean(shared_resources)
