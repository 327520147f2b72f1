"""A backup that is put back gives the same data."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from backup_engine import missing

from tests.support.scratch import CONFIG, all_rows, fill, run, scratch_database

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}")


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A database with data, which every test leaves as it was."""
    with scratch_database() as url:
        fill()
        yield url


def test_a_restored_backup_holds_every_row(database: str, tmp_path: Path) -> None:
    rows = all_rows()
    assert sum(len(found) for found in rows.values()) > 0
    file = tmp_path / "backup"

    made = run("scripts/backup.py", "backup", "--file", str(file))
    assert made.returncode == 0, made.stderr
    command.downgrade(CONFIG, "base")
    assert all_rows() == {}
    restored = run("scripts/backup.py", "restore", "--file", str(file))

    assert restored.returncode == 0, restored.stderr
    assert all_rows() == rows
    command.check(CONFIG)


def test_a_damaged_backup_changes_nothing(database: str, tmp_path: Path) -> None:
    rows = all_rows()
    file = tmp_path / "backup"
    assert run("scripts/backup.py", "backup", "--file", str(file)).returncode == 0
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    restored = run("scripts/backup.py", "restore", "--file", str(file))

    assert restored.returncode == 1
    assert all_rows() == rows


def test_a_backup_does_not_replace_another(database: str, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    file.write_text("the other one")

    assert run("scripts/backup.py", "backup", "--file", str(file)).returncode == 1
    assert file.read_text() == "the other one"


def test_production_data_is_replaced_only_on_purpose(database: str, tmp_path: Path) -> None:
    restored = run(
        "scripts/backup.py", "restore", "--file", str(tmp_path / "none"), APP_ENV="production"
    )

    assert restored.returncode == 1
    assert "--yes" in restored.stderr
