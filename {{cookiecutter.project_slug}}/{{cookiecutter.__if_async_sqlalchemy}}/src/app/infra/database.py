"""The database: two engines, a fair queue in front of each, and the unit of work.

Reads run on an engine in AUTOCOMMIT, which saves the BEGIN and ROLLBACK round trips; writes run in
one transaction. SQLAlchemy's pool does not serve waiters in order, so a FIFO gate as wide as the
pool stands before it: under load every request waits its turn, or gets 503 after too long a wait.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import QueuePool

from app.core.errors import ServiceUnavailable
from app.core.events import Event
from app.infra.dialect import create_engines
from app.infra.observability.statements import observe_pool, observe_statements
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
    """An engine behind a first-come, first-served queue, as wide as the engine's pool."""

    def __init__(self, engine: AsyncEngine, *, name: str, settings: DatabaseSettings) -> None:
        if not isinstance(engine.pool, QueuePool):
            raise TypeError(f"{engine.pool} has no size to match.")
        width = engine.pool.size()
        self.engine = engine
        self._timeout = settings.pool_timeout_seconds
        self._slots = asyncio.Semaphore(width)
        self._in_use = observe_pool(name, size=width)
        observe_statements(engine.sync_engine, slow_ms=settings.slow_query_ms)

    async def open(self) -> AsyncConnection:
        """A connection; raises ServiceUnavailable after waiting too long or without a server."""
        await self._acquire()
        connection = self.engine.connect()
        try:
            await connection.start()
        except (DBAPIError, OSError, PoolTimeoutError) as error:
            self._slots.release()
            raise _unavailable() from error
        except BaseException:
            self._slots.release()
            raise
        self._in_use.inc()
        return connection

    async def close(self, connection: AsyncConnection, error: BaseException | None) -> None:
        """Give the connection back; raises ServiceUnavailable if the work broke it."""
        try:
            if error is None:
                await connection.close()
            else:
                # The task that failed may be cancelled again; the connection must not leak.
                await asyncio.shield(connection.close())
        finally:
            self._in_use.dec()
            self._slots.release()
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise _unavailable() from error

    async def _acquire(self) -> None:
        """Take a slot, waiting no longer than the timeout; the common case awaits nothing."""
        if not self._slots.locked():
            await self._slots.acquire()
            return
        try:
            async with asyncio.timeout(self._timeout):
                await self._slots.acquire()
        except TimeoutError as error:
            raise _unavailable() from error


class _Reading:
    """A unit of work without a transaction.

    A class, because every request enters one and a generator-based manager costs twice as much.
    """

    __slots__ = ("_connection", "_gate")

    def __init__(self, gate: _Gate) -> None:
        self._gate = gate

    async def __aenter__(self) -> Work:
        """Open a connection."""
        self._connection = await self._gate.open()
        return Work(self._connection)

    async def __aexit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        """Give it back."""
        await self._gate.close(self._connection, error)


class _Writing(_Reading):
    """A unit of work in one transaction, which the first statement begins."""

    __slots__ = ()

    async def __aexit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        """Commit, unless the block raised; closing rolls back what is not committed."""
        try:
            if error is None:
                await self._connection.commit()
        except BaseException as failure:
            await self._gate.close(self._connection, failure)
            raise
        await self._gate.close(self._connection, error)


class Database:
    """Opens units of work."""

    def __init__(self, settings: DatabaseSettings) -> None:
        reading, writing = create_engines(settings)
        self._reading = _Gate(reading, name="reading", settings=settings)
        self._writing = _Gate(writing, name="writing", settings=settings)

    @property
    def engines(self) -> dict[str, AsyncEngine]:
        """The engines by use, for instrumentation."""
        return {"reading": self._reading.engine, "writing": self._writing.engine}

    def transaction(self) -> AbstractAsyncContextManager[Work]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        return _Writing(self._writing)

    def reading(self) -> AbstractAsyncContextManager[Work]:
        """Reads, each statement by itself; nothing to commit."""
        return _Reading(self._reading)

    async def ping(self) -> None:
        """Run a statement; raises ServiceUnavailable if the database does not answer."""
        async with self.reading() as work:
            await work.connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close all connections."""
        for engine in self.engines.values():
            await engine.dispose()


def _unavailable() -> ServiceUnavailable:
    """The error for a database that is down or saturated."""
    return ServiceUnavailable(headers={"Retry-After": "1"})
