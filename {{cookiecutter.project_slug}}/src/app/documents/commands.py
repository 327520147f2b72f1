"""Renew or check the documents."""

import importlib
import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from app.core.commands import CommandError, command


def _arguments(parser: ArgumentParser) -> None:
    """Which documents, and whether to write."""
    parser.add_argument("paths", nargs="*", type=Path, help="only these files (default: all)")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where stale")
    parser.add_argument(
        "--date", type=calendar_day, metavar="YYYY-MM-DD", help="the new date of the documents"
    )


def calendar_day(text: str) -> str:
    """The day in ISO 8601; raises ValueError for what is none."""
    return date.fromisoformat(text).isoformat()


@command("docs", "Renew or check the documents.", configure=_arguments, resources=False)
def docs(options: Namespace) -> None:
    """Rewrite what the documents derive from the code; with --check compare and check instead."""
    # Imported late: they need development dependencies, which a server does not have.
    gather = importlib.import_module("app.documents.facts").gather
    run = importlib.import_module("app.documents.runner").run
    facts = gather(Path.cwd())
    sys.exit(run(facts, paths=options.paths, check=options.check, new_date=options.date))


def _source(parser: ArgumentParser) -> None:
    """Where the documents are."""
    parser.add_argument("source", type=Path, help="a project, or a folder that holds the phases")


@command(
    "docs-import", "Take the earlier phases' documents over.", configure=_source, resources=False
)
def docs_import(options: Namespace) -> None:
    """Copy them to their places, over stubs and earlier copies; fail where there are none."""
    module = importlib.import_module("app.documents.specification")
    copied = list(module.bring_in(options.source, Path.cwd()))
    for name in copied:
        print(f"copied: {name}")
    if not copied:
        raise CommandError(f"{options.source} holds no documents of earlier phases.")


@command("spec-diff", "Compare with the architecture's documents.", resources=False)
def spec_diff(_: Namespace) -> None:
    """Fail where an operation or a table that they name is missing; stubs name none."""
    facts = importlib.import_module("app.documents.facts").gather(Path.cwd())
    missing = list(importlib.import_module("app.documents.specification").missing(facts))
    if missing:
        raise CommandError("\n".join(["Specified, but not there:", *missing]))
    print("Everything that is specified is there.")
