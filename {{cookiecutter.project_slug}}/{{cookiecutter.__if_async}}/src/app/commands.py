"""Commands that belong to no feature."""

from argparse import ArgumentParser, Namespace

from app.core.commands import CommandError, command
from app.discovery import feature_modules
from app.infra.provision import create_database, drop_database
from app.infra.resources import Resources
from app.infra.settings import Environment


@command("create-database", "Create the database where it is missing.")
async def create(resources: Resources, _: Namespace) -> None:
    """Create the database of DATABASE_URL; its server must run."""
    if await create_database(resources.settings.database):
        print("The database is created.")


def _confirmation(parser: ArgumentParser) -> None:
    """Nobody deletes data by accident."""
    parser.add_argument("--yes", action="store_true", help="delete all data without asking")


@command("drop-database", "Delete the database and all its data.", configure=_confirmation)
async def drop(resources: Resources, options: Namespace) -> None:
    """Delete the database of DATABASE_URL; raises CommandError in production or without --yes."""
    if resources.settings.app.env is Environment.PRODUCTION:
        raise CommandError("A production database is not deleted from here.")
    if not options.yes:
        raise CommandError("This deletes all data: confirm with --yes (make: yes=1).")
    await drop_database(resources.settings.database)
    print("The database is deleted.")


@command("check-settings", "Say whether the settings are usable.")
async def check_settings(resources: Resources, _: Namespace) -> None:
    """Settings that are not usable do not get this far: the command line names them."""
    print(f"The settings are usable ({resources.settings.app.env}).")


def _seeding(parser: ArgumentParser) -> None:
    """Where demo data are not a matter of course, they are asked for."""
    parser.add_argument(
        "--demo", action="store_true", help="add demo data too, as is done where APP_ENV is local"
    )


@command("seed", "Add the initial data; a second time adds nothing.", configure=_seeding)
async def seed(resources: Resources, options: Namespace) -> None:
    """Run `seed` and `seed_demo` of the features' `seeds` modules, in name order.

    Raises CommandError for demo data in production.
    """
    env = resources.settings.app.env
    if options.demo and env is Environment.PRODUCTION:
        raise CommandError("Demo data have no place in production.")
    names = ["seed", "seed_demo"] if options.demo or env is Environment.LOCAL else ["seed"]
    for name in names:
        for module in feature_modules("seeds"):
            if hasattr(module, name):
                await getattr(module, name)(resources)
    print("The initial data are there.")
