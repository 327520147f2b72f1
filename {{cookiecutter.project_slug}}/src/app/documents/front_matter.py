"""The metadata header of the documents: YAML between `---` lines."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from app.about import PROJECT_NAME, VERSION
from app.documents.facts import Facts

_HEADER = re.compile(r"\A---\n(?P<yaml>.*?)^---\n", re.MULTILINE | re.DOTALL)
STATUSES = ("current", "draft", "stub", "superseded")
_KEYS = {"title", "project", "date", "version", "status", "dependencies"}
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def read_front_matter(text: str) -> dict[str, Any] | None:
    """The header, None where there is none; raises yaml.YAMLError."""
    match = _HEADER.match(text)
    if match is None:
        return None
    values = yaml.safe_load(match["yaml"])
    return values if isinstance(values, dict) else {}


def renew_front_matter(text: str, facts: Facts, *, new_date: str | None) -> str:
    """The text with today's project, version and package bounds, and with the new date if any."""
    found, header = read_front_matter(text), _HEADER.match(text)
    if header is None or found is None or found.keys() != _KEYS:
        return text
    values = found | {
        "project": PROJECT_NAME,
        "version": VERSION,
        "date": new_date or str(found["date"]),
        "dependencies": found["dependencies"]
        | {"packages": _bounded(found["dependencies"].get("packages", []), facts)},
    }
    if values == found:
        return text
    return _render(values) + text[header.end() :]


def _bounded(packages: list[str], facts: Facts) -> list[str]:
    """The packages with today's bounds; one that is required no longer stays, to be reported."""
    names = [re.split(r"[<>=!~ ]", package)[0] for package in packages]
    return [facts.packages.get(name, name) for name in names]


def _render(values: Mapping[str, Any]) -> str:
    """The header of `values`; texts are quoted as in JSON, which is YAML too."""
    lines = [f"{key}: {_quoted(values[key])}" for key in ("title", "project", "date", "version")]
    lines += [f"status: {values['status']}", "dependencies:"]
    for kind in ("documents", "packages"):
        entries = values["dependencies"].get(kind, [])
        lines += [f"  {kind}:", *(f"    - {_quoted(entry)}" for entry in entries)]
        if not entries:
            lines[-1] += " []"
    return "\n".join(["---", *lines, "---", ""])


def _quoted(text: object) -> str:
    """A double-quoted scalar."""
    return json.dumps(str(text), ensure_ascii=False)


def front_matter_faults(text: str, facts: Facts) -> Iterator[str]:
    """What is wrong with a header."""
    try:
        found = read_front_matter(text)
    except yaml.YAMLError as error:
        yield f"the front matter is no YAML: {error}"
        return
    if found is None:
        yield "there is no front matter"
        return
    if found.keys() != _KEYS:
        yield f"the front matter must hold exactly {', '.join(sorted(_KEYS))}"
        return
    if not _DATE.fullmatch(str(found["date"])):
        yield f"the date {found['date']!r} is no YYYY-MM-DD"
    if found["status"] not in STATUSES:
        yield f"the status {found['status']!r} is none of {', '.join(STATUSES)}"
    for package in found["dependencies"].get("packages", []):
        if package not in facts.packages.values():
            yield f"the package {package!r} is not required by pyproject.toml"
