"""Back the database up and put it back: `python scripts/backup.py backup|restore`."""

import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from backup_engine import SUFFIX, dump, load, missing

from app.core.clock import utc_now
from app.infra.settings import AppSettings, DatabaseSettings, Environment

FOLDER = Path(__file__).resolve().parent.parent / "var" / "backups"


def backup(options: Namespace) -> None:
    """Write a backup; a file that is there is not overwritten."""
    target = options.file or FOLDER / f"{utc_now():%Y%m%dT%H%M%SZ}{SUFFIX}"
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise SystemExit(f"{target} exists: choose another name.")
    target.touch(mode=0o600)
    try:
        dump(_database(), target)
    except BaseException:
        target.unlink()
        raise
    print(f"{target} ({target.stat().st_size} bytes)")


def restore(options: Namespace) -> None:
    """Replace the database's content by a backup; in production only with --yes."""
    source = options.file or _newest()
    if AppSettings().env is Environment.PRODUCTION and not options.yes:
        raise SystemExit("This replaces the data of production: confirm with --yes (make: yes=1).")
    load(_database(), source)
    print(f"Restored from {source}.")


def _newest() -> Path:
    """The newest backup in the folder."""
    backups = sorted(FOLDER.glob(f"*{SUFFIX}"))
    if not backups:
        raise SystemExit(f"{FOLDER} holds no backup: name one with --file (make: file=...).")
    return backups[-1]


def _database() -> str:
    """DATABASE_URL without its query, which is meant for the driver."""
    return DatabaseSettings().url.get_secret_value().partition("?")[0]


def main(arguments: list[str]) -> int:
    """Run the action; the exit status is 1 where a program failed."""
    parser = ArgumentParser(description=__doc__)
    actions = parser.add_subparsers(required=True)
    for action in (backup, restore):
        sub = actions.add_parser(action.__name__, help=action.__doc__)
        sub.add_argument("--file", type=Path, help="the backup")
        sub.add_argument("--yes", action="store_true", help="also in production")
        sub.set_defaults(action=action)
    options = parser.parse_args(arguments)
    if programs := missing():
        print(f"Not installed: {', '.join(programs)}", file=sys.stderr)
        return 1
    try:
        options.action(options)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
