"""A PostgreSQL database for each worker, on the server of TEST_DATABASE_URL."""

import asyncio
import os

import asyncpg
from sqlalchemy import Connection

from app.about import PROJECT_SLUG

SERVER = os.environ.get(
    "TEST_DATABASE_URL", "postgresql://postgres:postgres@127.0.0.1:5432/postgres"
)

# A trigger refuses DELETE; for a few rows that is faster than TRUNCATE.
APPEND_ONLY = {"audit_events"}


def _name(worker: str) -> str:
    """The worker's database."""
    return f"test_{PROJECT_SLUG.replace('-', '_')}_{worker}"


async def _execute(*statements: str) -> None:
    """Run statements outside any transaction."""
    connection = await asyncpg.connect(SERVER)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def create_database(worker: str) -> str:
    """Make an empty database; its URL."""
    name = _name(worker)
    asyncio.run(_execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}"))
    return f"{SERVER.rpartition('/')[0]}/{name}"


def drop_database(worker: str) -> None:
    """Remove the database."""
    asyncio.run(_execute(f"DROP DATABASE IF EXISTS {_name(worker)} WITH (FORCE)"))


def empty(connection: Connection, tables: list[str]) -> None:
    """Empty the tables, given in an order that respects the foreign keys."""
    for table in tables:
        verb = "TRUNCATE TABLE" if table in APPEND_ONLY else "DELETE FROM"
        connection.exec_driver_sql(f"{verb} {table}")
