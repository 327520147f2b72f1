"""Create and delete the database itself, from a connection to the server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from app.core.errors import ServiceUnavailable
from app.infra.dialect import database_url
from app.infra.settings import DatabaseSettings

EXISTS = text("SELECT 1 FROM information_schema.schemata WHERE schema_name = :name")


async def create_database(settings: DatabaseSettings) -> bool:
    """Whether it had to be created."""
    async with _server(settings) as (connection, name, quoted):
        if await connection.scalar(EXISTS, {"name": name}):
            return False
        await connection.exec_driver_sql(f"CREATE DATABASE {quoted} CHARACTER SET utf8mb4")
        return True


async def drop_database(settings: DatabaseSettings) -> None:
    """Delete it with all data."""
    async with _server(settings) as (connection, _, quoted):
        await connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {quoted}")


@asynccontextmanager
async def _server(settings: DatabaseSettings) -> AsyncIterator[tuple[AsyncConnection, str, str]]:
    """A connection to the server, and the name of our database, plain and quoted."""
    url = database_url(settings)
    engine = create_async_engine(url.set(database=""), poolclass=NullPool)
    name = str(url.database)
    try:
        async with engine.connect() as connection:
            yield connection, name, engine.dialect.identifier_preparer.quote_identifier(name)
    except (OSError, DBAPIError) as error:
        cause = getattr(error, "orig", error)
        raise ServiceUnavailable(f"{url.host}:{url.port} refused: {cause}") from error
    finally:
        await engine.dispose()
