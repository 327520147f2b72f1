"""What PostgreSQL's query plans give away."""

from sqlalchemy import Connection

from tests.support.statements import Statement

# See `prepare`: small tables are planned as large ones.
ROWS = 30


def prepare(connection: Connection) -> None:
    """Small tables are planned as large ones: a scan or a sort remains where nothing else works."""
    for setting in ("enable_seqscan", "enable_sort", "enable_bitmapscan"):
        connection.exec_driver_sql(f"SET LOCAL {setting} = off")


def faults(connection: Connection, statement: Statement) -> list[str]:
    """The steps that grow with the table: scans without an index, and sorting."""
    plan = connection.exec_driver_sql("EXPLAIN " + statement.sql, statement.parameters)
    steps = [row[0].strip() for row in plan]
    return [step for step in steps if "Seq Scan" in step or "Sort" in step]
