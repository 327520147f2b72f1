"""What the documents say of tables and indexes is what the database has."""

from sqlalchemy import Connection, inspect

from app.documents.tables import read_tables
from app.infra.resources import Resources


def columns_of(connection: Connection) -> dict[str, set[str]]:
    """The columns of every table in the database."""
    inspector = inspect(connection)
    return {
        table: {column["name"] for column in inspector.get_columns(table)}
        for table in inspector.get_table_names()
    }


def indexes_of(connection: Connection) -> set[str | None]:
    """The names of all indexes and unique constraints in the database."""
    inspector = inspect(connection)
    return {
        found["name"]
        for table in inspector.get_table_names()
        for found in (*inspector.get_indexes(table), *inspector.get_unique_constraints(table))
    }


async def test_every_documented_column_is_there(resources: Resources) -> None:
    async with resources.reading() as work:
        found = await work.connection.run_sync(columns_of)
    for table in read_tables():
        assert {column.name for column in table.columns} == found[table.name]


async def test_every_documented_index_is_there(resources: Resources) -> None:
    async with resources.reading() as work:
        found = await work.connection.run_sync(indexes_of)
    documented = {
        index.name
        for table in read_tables()
        for index in table.indexes
        if index.kind != "primary key"
    }
    assert documented - found == set()
