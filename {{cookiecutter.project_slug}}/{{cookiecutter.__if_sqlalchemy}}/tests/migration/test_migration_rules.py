"""Migrations only add, unless they say since when nothing uses what they remove."""

import subprocess
import sys
from pathlib import Path

import pytest
from migration_rules import faults

UNSAFE = {
    "drop_table": 'op.drop_table("orders")',
    "drop_column": 'op.drop_column("orders", "note")',
    "batch": 'with op.batch_alter_table("orders") as batch:\n        batch.drop_column("note")',
    "rename_table": 'op.rename_table("orders", "purchases")',
    "rename_column": 'op.alter_column("orders", "note", new_column_name="remark")',
    "set_not_null": 'op.alter_column("orders", "note", nullable=False)',
    "add_not_null": 'op.add_column("orders", sa.Column("note", sa.String(9), nullable=False))',
    "sql": 'op.execute("ALTER TABLE orders DROP COLUMN note")',
    "sql_text": 'op.execute(sa.text("alter table orders rename to purchases"))',
}
SAFE = {
    "add_nullable": 'op.add_column("orders", sa.Column("note", sa.String(9)))',
    "add_filled": 'op.add_column("a", Column("n", Int, nullable=False, server_default="0"))',
    "create": 'op.create_table("notes", sa.Column("id", sa.Uuid, nullable=False))',
    "loosen": 'op.alter_column("orders", "note", nullable=True)',
    "sql": 'op.execute("UPDATE orders SET note = NULL")',
}
MIGRATION = """{marker}
def upgrade() -> None:
    {statement}


def downgrade() -> None:
    op.drop_table("orders")
"""


def found(folder: Path, statement: str, marker: str = "") -> list[str]:
    """What the rules find in a migration with that statement."""
    migration = folder / "orders_0002.py"
    migration.write_text(MIGRATION.format(statement=statement, marker=marker))
    return faults(migration)


@pytest.mark.parametrize("statement", UNSAFE.values(), ids=UNSAFE)
def test_what_breaks_the_release_before_is_found(statement: str, tmp_path: Path) -> None:
    assert [fault.partition(":")[0] for fault in found(tmp_path, statement)] == ["orders_0002.py"]


@pytest.mark.parametrize("statement", SAFE.values(), ids=SAFE)
def test_what_only_adds_passes(statement: str, tmp_path: Path) -> None:
    assert found(tmp_path, statement) == []


def test_a_marked_contraction_passes(tmp_path: Path) -> None:
    marker = "# contract: unused since 1.4.0"

    assert found(tmp_path, UNSAFE["drop_column"], marker) == []


def test_the_migrations_of_this_project_pass() -> None:
    lint = subprocess.run(
        [sys.executable, "scripts/migrations.py", "lint"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert lint.returncode == 0, lint.stderr
