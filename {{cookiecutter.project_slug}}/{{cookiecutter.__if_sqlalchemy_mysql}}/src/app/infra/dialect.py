"""MySQL and MariaDB through asyncmy."""

from math import ceil
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from app.infra.settings import DatabaseSettings

DRIVER = "mysql+asyncmy"


def database_url(settings: DatabaseSettings) -> URL:
    """The URL with the driver and full Unicode."""
    url = make_url(settings.url.get_secret_value()).set(drivername=DRIVER)
    return url.update_query_dict({"charset": "utf8mb4"})


def create_engines(settings: DatabaseSettings) -> tuple[AsyncEngine, AsyncEngine]:
    """The engines for reads (AUTOCOMMIT, nothing to reset) and for writes.

    Writes run at READ COMMITTED: InnoDB's default takes gap locks that deadlock inserts.
    """
    reading = _create(settings, isolation_level="AUTOCOMMIT", pool_reset_on_return=None)
    return reading, _create(settings, isolation_level="READ COMMITTED")


def _create(settings: DatabaseSettings, **options: Any) -> AsyncEngine:
    """An engine with the pool of the settings."""
    engine = create_async_engine(
        database_url(settings),
        pool_size=settings.pool_size,
        max_overflow=0,
        hide_parameters=True,
        pool_timeout=settings.pool_timeout_seconds,
        pool_recycle=settings.pool_recycle_seconds,
        connect_args={"connect_timeout": ceil(settings.pool_timeout_seconds)},
        **options,
    )

    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        """Reject what does not fit rather than truncate it; limit the time of a statement."""
        cursor = connection.cursor()
        cursor.execute("SELECT VERSION()")
        row = cursor.fetchone()
        seconds = settings.statement_timeout_seconds
        if row and "mariadb" in str(row[0]).lower():
            cursor.execute(f"SET SESSION max_statement_time = {seconds}")
        else:
            cursor.execute(f"SET SESSION max_execution_time = {int(seconds * 1000)}")
        cursor.execute("SET SESSION time_zone = '+00:00', sql_mode = 'TRADITIONAL'")
        cursor.close()

    event.listen(engine.sync_engine, "connect", prepare)
    return engine
