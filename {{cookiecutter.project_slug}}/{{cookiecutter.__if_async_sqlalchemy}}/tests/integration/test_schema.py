"""What the schema promises of every table, of whatever feature."""

from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, inspect

from app.infra.resources import Resources
from app.infra.tables import Table

TABLES = sorted(Table.metadata.tables)


def uncovered_keys(connection: Connection, table: str) -> list[str]:
    """The foreign keys of the table, as the database has it, that no index begins with."""
    inspector = inspect(connection)
    covered: list[Sequence[str | None]] = [
        inspector.get_pk_constraint(table)["constrained_columns"],
        *(index["column_names"] for index in inspector.get_indexes(table)),
        *(unique["column_names"] for unique in inspector.get_unique_constraints(table)),
    ]
    return [
        str(key["name"])
        for key in inspector.get_foreign_keys(table)
        if not any(
            names[: len(key["constrained_columns"])] == key["constrained_columns"]
            for names in covered
        )
    ]


@pytest.mark.parametrize("table", TABLES)
async def test_every_foreign_key_has_an_index(resources: Resources, table: str) -> None:
    async with resources.reading() as work:
        assert await work.connection.run_sync(uncovered_keys, table) == []


@pytest.mark.parametrize("table", TABLES)
def test_every_constraint_is_named_and_every_foreign_key_says_what_deleting_does(
    table: str,
) -> None:
    declared = Table.metadata.tables[table]

    assert all(constraint.name for constraint in declared.constraints)
    assert all(key.ondelete in {"CASCADE", "RESTRICT", "SET NULL"} for key in declared.foreign_keys)


@pytest.mark.parametrize("table", TABLES)
def test_no_index_repeats_the_beginning_of_another(table: str) -> None:
    declared = Table.metadata.tables[table]
    indexes = [[column.name for column in index.columns] for index in declared.indexes]
    indexes.append([column.name for column in declared.primary_key.columns])

    for names in indexes:
        others = [other for other in indexes if other is not names]
        assert all(other[: len(names)] != names for other in others), names
