"""SQLite: one file in WAL mode, many readers and one writer."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry

from app.infra.settings import DatabaseSettings

DRIVER = "sqlite+aiosqlite"


def database_url(settings: DatabaseSettings) -> URL:
    """The URL with the driver; the folder of the file is made."""
    url = make_url(settings.url.get_secret_value()).set(drivername=DRIVER)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    return url


def create_engines(settings: DatabaseSettings) -> tuple[AsyncEngine, AsyncEngine]:
    """The engines for reads and for writes; SQLite admits one writer, so that pool holds one."""
    reading = _create(settings, pool_size=settings.pool_size, isolation_level="AUTOCOMMIT")
    writing = _create(settings, pool_size=1)
    event.listen(writing.sync_engine, "begin", _begin_immediate)
    return reading, writing


def _create(settings: DatabaseSettings, **options: Any) -> AsyncEngine:
    """An engine whose connections are set up by `_prepare`."""
    engine = create_async_engine(
        database_url(settings),
        poolclass=AsyncAdaptedQueuePool,
        max_overflow=0,
        hide_parameters=True,
        pool_timeout=settings.pool_timeout_seconds,
        connect_args={"timeout": settings.statement_timeout_seconds},
        **options,
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    return engine


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Readers do not block the writer (WAL), foreign keys hold, transactions are begun by us."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    """Take the write lock at once: a transaction that upgrades later could fail half-way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
