"""What the earlier phases delivered: the inputs of the backend."""

from collections.abc import Iterator
from pathlib import Path

from app.documents.front_matter import read_front_matter

INPUTS = (
    "docs/Project Manager/PRD.md",
    "docs/Project Manager/BusinessModel.md",
    "docs/Technical Architecture/SystemArchitecture.md",
    "docs/Technical Architecture/DataModel.md",
    "docs/Technical Architecture/APISpecification.md",
    "docs/Technical Architecture/SecurityArchitecture.md",
    "docs/Technical Architecture/TechnicalFeasibility.md",
    "build-plan.md",
)


def prior_phases(root: Path) -> Iterator[str]:
    """One line for each known input: present, stub or missing."""
    for name in INPUTS:
        yield f"{_state(root / name):>8}  {name}"


def _state(path: Path) -> str:
    """Whether the document is there, and more than a stub."""
    if not path.is_file():
        return "missing"
    header = read_front_matter(path.read_text(encoding="utf-8")) or {}
    return "stub" if header.get("status") == "stub" else "present"
