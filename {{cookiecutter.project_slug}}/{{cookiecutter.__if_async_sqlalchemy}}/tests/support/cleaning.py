"""An empty database for every test, in a few milliseconds."""

from alembic import command
from alembic.config import Config
from sqlalchemy import exists, literal, select, union_all

from app.infra.resources import Resources
from app.infra.tables import Table
from tests.support.database import empty


def migrate() -> None:
    """Apply all migrations to the worker's database."""
    command.upgrade(Config("alembic.ini", attributes={"quiet": True}), "heads")


async def clean(resources: Resources) -> None:
    """Remove all rows; asks first which tables have any, since most have none."""
    tables = list(reversed(Table.metadata.sorted_tables))
    rows = [
        select(literal(t.name)).where(exists(select(literal(1)).select_from(t))) for t in tables
    ]
    async with resources.transaction() as work:
        filled = set((await work.connection.execute(union_all(*rows))).scalars())
        ordered = [table.name for table in tables if table.name in filled]
        await work.connection.run_sync(empty, ordered)
