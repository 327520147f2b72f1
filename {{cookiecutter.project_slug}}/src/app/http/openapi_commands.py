"""Write, check and compare the API document."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from app.core.commands import CommandError, command
from app.core.openapi.changes import breaking_changes
from app.core.openapi.text import document_text, same_document
from app.http.openapi import api_document

FILE = Path("openapi.json")


def _arguments(parser: ArgumentParser) -> None:
    """Write by default, or check, or compare."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="fail where openapi.json is stale")
    choice.add_argument(
        "--breaking",
        metavar="BASE",
        help="fail where the API breaks clients of this earlier openapi.json (-: standard input)",
    )


@command("openapi", "Write openapi.json.", configure=_arguments, resources=False)
def openapi(options: Namespace) -> None:
    """Write the document; with --check or --breaking raise CommandError instead of writing."""
    document = api_document()
    if options.breaking is not None:
        changes = breaking_changes(_base(options.breaking), document)
        if changes:
            raise CommandError("\n".join(["These changes break clients:", *changes]))
        return
    current = FILE.exists() and same_document(FILE.read_text(encoding="utf-8"), document)
    if current:
        return
    if options.check:
        raise CommandError(f"{FILE} differs from the code: run make openapi and commit it.")
    FILE.write_text(document_text(document), encoding="utf-8")
    sys.stdout.write(f"{FILE} is written.\n")


def _base(name: str) -> Any:
    """The earlier document."""
    return json.loads(sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8"))
