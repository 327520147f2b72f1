"""Compares the service with the documents of the architecture, and brings those in."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from app.documents.facts import Facts
from app.documents.files import FOREIGN
from app.documents.front_matter import read_front_matter
from app.documents.operations import operations

API = "docs/Technical Architecture/APISpecification.md"
DATA = "docs/Technical Architecture/DataModel.md"
_OPERATION = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE)\b[`*| ]+(/[\w/{}.-]*)")
_TABLE = re.compile(r"^#{2,6} `?([a-z][a-z0-9_]*)`?\s*$", re.MULTILINE)


def missing(facts: Facts) -> Iterator[str]:
    """What the specifications ask for and the service does not have."""
    offered = {f"{found.method} {_plain(found.path)}" for found in operations(facts)}
    specified = _OPERATION.findall(_text(facts, API))
    asked = {f"{method} {_plain(path)}" for method, path in specified}
    yield from (f"operation {name}" for name in sorted(asked - offered))
    tables = {table.name for table in facts.tables}
    yield from (
        f"table {name}" for name in sorted(set(_TABLE.findall(_text(facts, DATA))) - tables)
    )


def _text(facts: Facts, name: str) -> str:
    """A specification; nothing as long as it is a stub."""
    path = facts.root / name
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return "" if (read_front_matter(text) or {}).get("status") == "stub" else text


def _plain(path: str) -> str:
    """The path below the version, with all parameters alike."""
    return re.sub(r"\{[^}]*\}", "{}", re.sub(r"^/api/v\d+", "", path)).rstrip("/")


def bring_in(source: Path, root: Path) -> Iterator[str]:
    """Copy the earlier phases' documents of another project or folder; yields what was copied."""
    for folder in FOREIGN:
        for base in (source / folder, source / Path(folder).name):
            for path in sorted(base.glob("*.md")):
                target = root / folder / path.name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
                yield f"{folder}{path.name}"
