"""Migrations on a database of their own: up, down, up again, empty and with data."""

from collections.abc import Iterator

import pytest
from alembic import command

from tests.support.scratch import CONFIG, SCRIPTS, Rows, all_rows, fill, scratch_database, undo


@pytest.fixture
def database() -> Iterator[str]:
    """An empty database."""
    with scratch_database() as url:
        yield url


def test_models_and_migrations_agree(database: str) -> None:
    command.upgrade(CONFIG, "heads")

    command.check(CONFIG)


def test_everything_is_undone_and_done_again(database: str) -> None:
    command.upgrade(CONFIG, "heads")
    tables = set(all_rows())
    assert tables

    command.downgrade(CONFIG, "base")
    assert set(all_rows()) == set()

    command.upgrade(CONFIG, "heads")
    assert set(all_rows()) == tables


def test_each_revision_goes_down_and_up_over_data(database: str) -> None:
    fill()

    for step in SCRIPTS.walk_revisions():
        before = all_rows()
        undo(step)
        left = all_rows()
        assert _common(before, left) == _common(left, before), f"{step.revision} downgrade"

        command.upgrade(CONFIG, "heads")
        assert _common(all_rows(), left) == _common(left, left), f"{step.revision} upgrade"
        assert set(all_rows()) == set(before)


def test_every_feature_has_a_branch_of_its_own() -> None:
    for step in SCRIPTS.walk_revisions():
        feature = step.revision.rpartition("_")[0]
        assert feature in step.branch_labels
        assert f"/versions/{feature}/" in step.path.replace("\\", "/")


def _common(rows: Rows, other: Rows) -> Rows:
    """The rows of the tables, and of these the columns, that the other state has too."""
    return {
        table: [
            {name: value for name, value in row.items() if name in other[table][0]}
            for row in rows[table]
        ]
        for table in rows
        if other.get(table)
    }
