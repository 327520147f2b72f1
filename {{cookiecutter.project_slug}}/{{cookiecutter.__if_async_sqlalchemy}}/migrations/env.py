"""Runs the migrations: `alembic upgrade heads`."""

import asyncio
from typing import Literal

from alembic import context
from sqlalchemy import URL, Connection
from sqlalchemy.schema import SchemaItem

from app.discovery import feature_modules
from app.infra.database import Database
from app.infra.dialect import database_url
from app.infra.settings import DatabaseSettings
from app.infra.tables import Table

# Objects that a migration creates by SQL because the tables cannot declare them.
UNDECLARED_PREFIX = "fts_"

ObjectType = Literal[
    "schema",
    "table",
    "column",
    "index",
    "unique_constraint",
    "foreign_key_constraint",
    "check_constraint",
]


def include_object(
    _: SchemaItem, name: str | None, __: ObjectType, reflected: bool, ___: SchemaItem | None
) -> bool:
    """Whether autogenerate and `alembic check` compare the object."""
    return not (reflected and name is not None and name.startswith(UNDECLARED_PREFIX))


def migrate(connection: Connection | None, /, url: URL | None = None) -> None:
    """Run the requested migrations on the connection, or print their SQL for the URL's dialect."""
    for _ in feature_modules("models"):
        continue
    context.configure(
        connection=connection,
        url=url,
        literal_binds=url is not None,
        target_metadata=Table.metadata,
        include_object=include_object,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def migrate_online() -> None:
    """Run them on the database of the settings."""
    database = Database(DatabaseSettings())
    async with database.engines["writing"].begin() as connection:
        await connection.run_sync(migrate)
    await database.close()


if context.is_offline_mode():
    migrate(None, url=database_url(DatabaseSettings()))
else:
    asyncio.run(migrate_online())
