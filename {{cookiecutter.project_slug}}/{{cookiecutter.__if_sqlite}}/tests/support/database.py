"""A SQLite file for each worker."""

import tempfile
from pathlib import Path

from sqlalchemy import Connection

FOLDER = Path(tempfile.gettempdir())


def _file(worker: str) -> Path:
    """The worker's file, in this checkout's own folder."""
    checkout = str(Path.cwd().resolve()).encode().hex()[-24:]
    return FOLDER / f"test-{checkout}-{worker}.sqlite3"


def create_database(worker: str) -> str:
    """Make sure that there is no file yet; the URL of the file to be."""
    drop_database(worker)
    return f"sqlite:///{_file(worker).as_posix()}"


def drop_database(worker: str) -> None:
    """Remove the file and its journals."""
    file = _file(worker)
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def empty(connection: Connection, tables: list[str]) -> None:
    """Empty the tables, given in an order that respects the foreign keys."""
    guards = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%no_delete'"
    ).all()
    for name, _ in guards:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    for table in tables:
        connection.exec_driver_sql(f"DELETE FROM {table}")
    for _, sql in guards:
        connection.exec_driver_sql(sql)
