"""A SQLite file for each worker."""

import tempfile
from pathlib import Path

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


def emptying_statements(tables: list[str]) -> list[str]:
    """SQL that empties the tables, given in an order that respects the foreign keys."""
    return [f"DELETE FROM {table}" for table in tables]
