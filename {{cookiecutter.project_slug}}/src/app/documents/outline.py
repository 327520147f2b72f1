"""docs/.contract.yml: where every required section stands, and what proves it."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from app.documents.facts import Facts
from app.documents.markdown import anchors

NAME = "docs/.contract.yml"


def outline_faults(facts: Facts) -> Iterator[str]:
    """Sections without their heading, and checks that do not exist."""
    path = facts.root / NAME
    if not path.is_file():
        yield f"{NAME}: is missing"
        return
    sections = yaml.safe_load(path.read_text(encoding="utf-8"))
    for section, entries in sections.items():
        for entry, place in entries.items():
            label = f"{NAME}: {section} / {entry}"
            yield from (f"{label}: {fault}" for fault in _place_faults(facts, place))


def _place_faults(facts: Facts, place: dict[str, str]) -> Iterator[str]:
    """Whether the heading and the check of one entry exist."""
    name, _, anchor = place["stands_in"].partition("#")
    file = facts.root / name
    if not file.is_file():
        yield f"{name} does not exist"
    elif anchor not in anchors(file.read_text(encoding="utf-8")):
        yield f"{name} has no heading #{anchor}"
    if not check_exists(facts, place["checked_by"]):
        yield f"there is no {place['checked_by']}"


def check_exists(facts: Facts, check: str) -> bool:
    """Whether a check, `make x` or a path below tests/, exists."""
    if check.startswith("make "):
        return check.removeprefix("make ") in facts.targets
    return (facts.root / Path(check)).exists()
