"""What MySQL's and MariaDB's query plans give away."""

from sqlalchemy import Connection

from tests.support.statements import Statement

# Fewer rows are sorted at once rather than read in the order of an index.
ROWS = 1500


def prepare(connection: Connection) -> None:
    """Tell the planner how large the tables are."""
    tables = "orders, order_lines, order_events, products, audit_events"
    connection.exec_driver_sql(f"ANALYZE TABLE {tables}").all()


def faults(connection: Connection, statement: Statement) -> list[str]:
    """The steps that grow with the table: reading without an index, and sorting."""
    plan = connection.exec_driver_sql("EXPLAIN " + statement.sql, statement.parameters)
    steps = [row._asdict() for row in plan]
    return [str(step) for step in steps if _is_slow(step["key"], step["Extra"] or "")]


def _is_slow(key: str | None, extra: str) -> bool:
    """Whether the step reads without an index, or sorts."""
    known_empty = "no matching row" in extra or "Impossible WHERE" in extra
    return (key is None and not known_empty) or "filesort" in extra
