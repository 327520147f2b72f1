"""A MySQL database for each worker, on the server of TEST_DATABASE_URL."""

import asyncio
import os
from urllib.parse import unquote, urlsplit

import asyncmy
from sqlalchemy import Connection

from app.about import PROJECT_SLUG

SERVER = os.environ.get("TEST_DATABASE_URL", "mysql://root:@127.0.0.1:3306/mysql")

# A trigger refuses DELETE; for a few rows that is faster than TRUNCATE.
APPEND_ONLY = {"audit_events"}


def _name(worker: str) -> str:
    """The worker's database."""
    return f"test_{PROJECT_SLUG.replace('-', '_')}_{worker}"


async def _execute(*statements: str) -> None:
    """Run statements on the server."""
    url = urlsplit(SERVER)
    connection = await asyncmy.connect(
        host=url.hostname,
        port=url.port or 3306,
        user=unquote(url.username or "root"),
        password=unquote(url.password or ""),
    )
    try:
        async with connection.cursor() as cursor:
            for statement in statements:
                await cursor.execute(statement)
    finally:
        await connection.ensure_closed()


def create_database(worker: str) -> str:
    """Make an empty database; its URL."""
    name = _name(worker)
    asyncio.run(
        _execute(
            f"DROP DATABASE IF EXISTS {name}",
            f"CREATE DATABASE {name} CHARACTER SET utf8mb4",
        )
    )
    return f"{SERVER.rpartition('/')[0]}/{name}"


def drop_database(worker: str) -> None:
    """Remove the database."""
    asyncio.run(_execute(f"DROP DATABASE IF EXISTS {_name(worker)}"))


def empty(connection: Connection, tables: list[str]) -> None:
    """Empty the tables, given in an order that respects the foreign keys."""
    for table in tables:
        verb = "TRUNCATE TABLE" if table in APPEND_ONLY else "DELETE FROM"
        connection.exec_driver_sql(f"{verb} {table}")
