"""The database: two engines, a fair queue in front of each, and the unit of work.

Reads run on an engine in AUTOCOMMIT, which saves the BEGIN and ROLLBACK round trips; writes run in
one transaction. SQLAlchemy's pool does not serve waiters in order, so a FIFO gate as wide as the
pool stands before it: under load every request waits its turn, or gets 503 after too long a wait.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import QueuePool

from app.core.errors import ServiceUnavailable
from app.core.events import Event
from app.infra.dialect import create_engines
from app.infra.observability.statements import observe_engine
from app.infra.settings import DatabaseSettings

R = TypeVar("R")


class Work:
    """One unit of work: a connection, and the events to publish once it is committed."""

    __slots__ = ("connection", "events")

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.events: list[Event] = []

    def repository(self, kind: Callable[[AsyncConnection], R]) -> R:
        """The repository of that class, bound to this unit of work."""
        return kind(self.connection)

    def publish(self, event: Event) -> None:
        """Announce an event; its handlers run after the commit."""
        self.events.append(event)


class _Gate:
    """An engine behind a first-come, first-served queue."""

    def __init__(self, engine: AsyncEngine, *, width: int, timeout: float) -> None:
        self.engine = engine
        self._timeout = timeout
        self._slots = asyncio.Semaphore(width)

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """A connection; raises ServiceUnavailable after waiting too long or without a server."""
        await self._acquire()
        try:
            async with self.engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            if error.connection_invalidated or is_unreachable(error):
                raise ServiceUnavailable(headers={"Retry-After": "1"}) from error
            raise
        except OSError as error:
            raise ServiceUnavailable(headers={"Retry-After": "1"}) from error
        finally:
            self._slots.release()

    async def _acquire(self) -> None:
        """Take a slot, waiting no longer than the timeout; the common case awaits nothing."""
        if not self._slots.locked():
            await self._slots.acquire()
            return
        try:
            async with asyncio.timeout(self._timeout):
                await self._slots.acquire()
        except TimeoutError as error:
            raise ServiceUnavailable(headers={"Retry-After": "1"}) from error


class Database:
    """Opens units of work."""

    def __init__(self, settings: DatabaseSettings) -> None:
        reading, writing = create_engines(settings)
        self._reading = _gate(reading, settings)
        self._writing = _gate(writing, settings)
        for name, engine in self.engines.items():
            observe_engine(engine.sync_engine, name=name, slow_ms=settings.slow_query_ms)

    @property
    def engines(self) -> dict[str, AsyncEngine]:
        """The engines by use, for instrumentation."""
        return {"reading": self._reading.engine, "writing": self._writing.engine}

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Work]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        async with self._writing.connect() as connection, connection.begin():
            yield Work(connection)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Work]:
        """Reads, each statement by itself; nothing to commit."""
        async with self._reading.connect() as connection:
            yield Work(connection)

    async def ping(self) -> None:
        """Run a statement; raises ServiceUnavailable if the database does not answer."""
        async with self.reading() as work:
            await work.connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close all connections."""
        for engine in self.engines.values():
            await engine.dispose()


def _gate(engine: AsyncEngine, settings: DatabaseSettings) -> _Gate:
    """The queue before an engine, as wide as the engine's pool."""
    if not isinstance(engine.pool, QueuePool):
        raise TypeError(f"{engine.pool} has no size to match.")
    return _Gate(engine, width=engine.pool.size(), timeout=settings.pool_timeout_seconds)


def is_unreachable(error: DBAPIError) -> bool:
    """Whether the driver failed to connect, rather than to execute."""
    return isinstance(error.orig, OSError | ConnectionError)


def violated_constraint(error: IntegrityError) -> str:
    """The database's message of an integrity error, which names the violated constraint."""
    return str(error.orig)
