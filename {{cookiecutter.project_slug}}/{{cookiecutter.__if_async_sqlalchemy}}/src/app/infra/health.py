"""Health checks of the database and its migrations."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.core.health import health_check
from app.infra.resources import Resources

# Beside the process, as in the repository and in the image.
CONFIG = Path("alembic.ini")


class PendingMigrations(Exception):
    """The database lacks revisions that the code expects."""


@health_check("database")
async def check_database(resources: Resources) -> None:
    """Raise if the database does not answer."""
    await resources.database.ping()


@health_check("migrations")
async def check_migrations(resources: Resources) -> None:
    """Raise PendingMigrations unless the database is at the newest revisions."""
    async with resources.reading() as work:
        applied = await work.connection.run_sync(_applied)
    pending = expected_heads() - applied
    if pending:
        raise PendingMigrations(", ".join(sorted(pending)))


@cache
def expected_heads() -> frozenset[str]:
    """The revisions that a database at the newest state names.

    One that another branch depends on goes without saying, so Alembic does not note it.
    """
    scripts = ScriptDirectory.from_config(Config(CONFIG))
    implied = {
        needed.revision
        for script in scripts.walk_revisions()
        for needed in scripts.get_revisions(script.dependencies or ())
        if needed is not None
    }
    return frozenset(scripts.get_heads()) - implied


def _applied(connection: Connection) -> frozenset[str]:
    """The revisions that the database is at."""
    return frozenset(MigrationContext.configure(connection).get_current_heads())
