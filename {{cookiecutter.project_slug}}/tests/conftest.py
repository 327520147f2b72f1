"""Fixtures: a database for each worker, a live server on it, and people who use it."""

from collections.abc import Iterator

import httpx2
import pytest

from tests.support.database import create_database, drop_database
from tests.support.environment import WORKER, prepare_environment

# The application reads its settings when it is imported, so the environment comes first.
DATABASE_URL = create_database(WORKER)
prepare_environment(DATABASE_URL)

from app.core.permissions import Role  # noqa: E402
from tests.support.logs import keep_logs, log  # noqa: E402
from tests.support.people import Person, person  # noqa: E402
from tests.support.resources import clean, migrate, resources, shared_resources  # noqa: E402
from tests.support.server import LiveServer, start_server  # noqa: E402

__all__ = ["log", "resources", "shared_resources"]

keep_logs()


def pytest_sessionfinish() -> None:
    """Leave no database behind."""
    drop_database(WORKER)


@pytest.fixture(scope="session")
def migrated() -> None:
    """The worker's database has all tables."""
    migrate()


@pytest.fixture(scope="session")
def running_server(migrated: None) -> Iterator[LiveServer]:
    """The application on a free port, for the whole session."""
    with start_server() as server:
        yield server


@pytest.fixture
def server(running_server: LiveServer) -> Iterator[LiveServer]:
    """The running application over an empty database."""
    yield running_server
    running_server.call(clean)


@pytest.fixture
def api(server: LiveServer) -> Iterator[httpx2.Client]:
    """An anonymous client."""
    with server.client() as client:
        yield client


@pytest.fixture
def customer(server: LiveServer) -> Iterator[Person]:
    """A customer."""
    yield from _person(server, Role.CUSTOMER, "customer")


@pytest.fixture
def other_customer(server: LiveServer) -> Iterator[Person]:
    """Another customer, who may see nothing of the first one."""
    yield from _person(server, Role.CUSTOMER, "other")


@pytest.fixture
def staff(server: LiveServer) -> Iterator[Person]:
    """A member of the staff."""
    yield from _person(server, Role.STAFF, "staff")


@pytest.fixture
def admin(server: LiveServer) -> Iterator[Person]:
    """An administrator."""
    yield from _person(server, Role.ADMIN, "admin")


def _person(server: LiveServer, role: Role, name: str) -> Iterator[Person]:
    """A person for one test."""
    someone = person(server, role, name)
    yield someone
    someone.http.close()
