"""A second database, for tests that take whole databases apart."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, MetaData, Select, Table, select

from app import cli
from app.infra.database import Database
from app.infra.settings import DatabaseSettings
from tests.support.database import create_database, drop_database
from tests.support.environment import WORKER

CONFIG = Config("alembic.ini", attributes={"quiet": True})
SCRIPTS = ScriptDirectory.from_config(CONFIG)

Rows = dict[str, list[dict[str, object]]]


@contextmanager
def scratch_database() -> Iterator[str]:
    """The URL of an empty database, in DATABASE_URL while the block runs."""
    name = f"{WORKER}_scratch"
    before = os.environ["DATABASE_URL"]
    os.environ["DATABASE_URL"] = url = create_database(name)
    try:
        yield url
    finally:
        os.environ["DATABASE_URL"] = before
        drop_database(name)


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `python ...` in the project, on the database of DATABASE_URL."""
    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def call(*arguments: str) -> int:
    """Run `python -m app ...` in this process, whose logging stays as the tests set it."""
    with patch.object(cli, "configure_logging"):
        return cli.main(arguments)


def fill() -> None:
    """Bring the database to the newest revision, with the demo data."""
    command.upgrade(CONFIG, "heads")
    assert call("seed") == 0


def undo(step: Script) -> None:
    """Downgrade just this revision, and what depends on it."""
    feature = Path(step.path).parent.name
    command.downgrade(CONFIG, str(step.down_revision or f"{feature}@base"))


def all_rows() -> Rows:
    """The content of every table but Alembic's own."""
    return asyncio.run(_read())


async def _read() -> Rows:
    """Read it over a connection of its own."""
    database = Database(DatabaseSettings())
    async with database.engines["reading"].connect() as connection:
        rows = await connection.run_sync(_rows)
    await database.close()
    return rows


def _everything(table: Table) -> Select[Any]:
    """All rows, in the order of the first column."""
    return select(table).order_by(next(iter(table.columns)))


def _rows(connection: Connection) -> Rows:
    """The rows of each table."""
    metadata = MetaData()
    metadata.reflect(connection)
    return {
        table.name: [dict(row) for row in connection.execute(_everything(table)).mappings()]
        for table in metadata.sorted_tables
        if table.name != "alembic_version" and not table.name.startswith("fts_")
    }
