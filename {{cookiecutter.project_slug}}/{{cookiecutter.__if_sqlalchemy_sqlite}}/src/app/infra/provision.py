"""Create and delete the database itself; with SQLite that is a file."""

from pathlib import Path

from app.infra.dialect import database_url
from app.infra.settings import DatabaseSettings


async def create_database(settings: DatabaseSettings) -> bool:
    """Whether it had to be created."""
    file = _file(settings)
    missing = not file.exists()
    file.touch()
    return missing


async def drop_database(settings: DatabaseSettings) -> None:
    """Delete it with all data; the journals belong to it."""
    file = _file(settings)
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _file(settings: DatabaseSettings) -> Path:
    """The file of DATABASE_URL."""
    return Path(str(database_url(settings).database))
