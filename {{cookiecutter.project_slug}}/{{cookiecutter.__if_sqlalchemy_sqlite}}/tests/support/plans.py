"""What SQLite's query plans give away."""

from sqlalchemy import Connection

from tests.support.statements import Statement

# Small tables are planned as large ones.
ROWS = 30


def prepare(_: Connection) -> None:
    """The planner needs no help."""


def faults(connection: Connection, statement: Statement) -> list[str]:
    """The steps that grow with the table: scans without an index, and sorting."""
    plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement.sql, statement.parameters)
    steps = [row[3] for row in plan]
    return [step for step in steps if _is_slow(step)]


def _is_slow(step: str) -> bool:
    """Whether the step reads a whole table, or sorts."""
    scans = step.startswith("SCAN") and "INDEX" not in step
    return scans or step.startswith("USE TEMP B-TREE")
