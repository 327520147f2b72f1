"""Renew or check the documents."""

import importlib
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.core.commands import command


def _arguments(parser: ArgumentParser) -> None:
    """Which documents, and whether to write."""
    parser.add_argument("paths", nargs="*", type=Path, help="only these files (default: all)")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where stale")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the new date of the documents")


@command("docs", "Renew or check the documents.", configure=_arguments, resources=False)
def docs(options: Namespace) -> None:
    """Rewrite what the documents derive from the code; with --check compare and check instead."""
    # Imported late: they need development dependencies, which a server does not have.
    gather = importlib.import_module("app.documents.facts").gather
    run = importlib.import_module("app.documents.runner").run
    facts = gather(Path.cwd())
    sys.exit(run(facts, paths=options.paths, check=options.check, new_date=options.date))
