"""Work with the migrations: `python scripts/migrations.py rollback|new|lint`.

Each feature has a branch of revisions of its own: catalog_0001, catalog_0002, ...
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationStep
from alembic.script import Script, ScriptDirectory
from alembic.util import CommandError
from migration_rules import faults

ROOT = Path(__file__).resolve().parent.parent
CONFIG = Config(str(ROOT / "alembic.ini"))
SCRIPTS = ScriptDirectory.from_config(CONFIG)


def rollback(options: Namespace) -> None:
    """Undo the newest applied migration, of one feature or of all; or everything with --to base."""
    if options.to:
        command.downgrade(
            CONFIG, f"{options.feature}@{options.to}" if options.feature else options.to
        )
        return
    applied = [step for step in _applied() if options.feature in {None, feature_of(step)}]
    if not applied:
        raise CommandError("No migration is applied.")
    command.downgrade(CONFIG, before(applied[0]))
    print(f"Undone: {applied[0].revision} ({applied[0].doc})")


def new(options: Namespace) -> None:
    """Write a migration from the difference between the models and the database."""
    if not (options.feature and options.message):
        raise CommandError('Say which feature and what for: feature=orders m="add a note".')
    number = 1 + sum(feature_of(step) == options.feature for step in SCRIPTS.walk_revisions())
    folder = ROOT / "migrations" / "versions" / options.feature
    folder.mkdir(parents=True, exist_ok=True)
    command.revision(
        CONFIG,
        message=options.message,
        autogenerate=True,
        rev_id=f"{options.feature}_{number:04d}",
        head=f"{options.feature}@head" if number > 1 else "base",
        branch_label=None if number > 1 else options.feature,
        version_path=str(folder),
    )
    print("Read it; give depends_on the revisions of other features whose tables it refers to.")


def lint(_: Namespace) -> None:
    """Fail where a migration breaks the release that is serving while it runs."""
    found = [fault for step in SCRIPTS.walk_revisions() for fault in faults(Path(step.path))]
    if found:
        raise CommandError("\n".join(found))
    print("Every migration can run under the release before it.")


def feature_of(step: Script) -> str:
    """The feature whose branch the revision is on."""
    return step.revision.rpartition("_")[0]


def before(step: Script) -> str:
    """Where to go down to in order to undo just this revision."""
    return str(step.down_revision or f"{feature_of(step)}@base")


def _applied() -> list[Script]:
    """The revisions that the database has, newest first."""
    heads: list[str] = []

    def remember(current: tuple[str, ...] | str, _: object) -> list[MigrationStep]:
        heads.extend([current] if isinstance(current, str) else current)
        return []

    with EnvironmentContext(CONFIG, SCRIPTS, fn=remember):
        SCRIPTS.run_env()
    applied = {step.revision for head in heads for step in SCRIPTS.iterate_revisions(head, "base")}
    return [step for step in SCRIPTS.walk_revisions() if step.revision in applied]


def main(arguments: list[str]) -> int:
    """Run the action; the exit status is 1 where it could not be done."""
    parser = ArgumentParser(description=__doc__)
    actions = parser.add_subparsers(required=True)
    for action in (rollback, new, lint):
        sub = actions.add_parser(action.__name__, help=action.__doc__)
        sub.add_argument("--feature")
        sub.add_argument("--to")
        sub.add_argument("--message")
        sub.set_defaults(action=action)
    options = parser.parse_args(arguments)
    try:
        options.action(options)
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
