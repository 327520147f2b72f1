"""Which answers the tests generate with: computed from cookiecutter.json, not listed by hand."""

import itertools
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS: dict[str, Any] = json.loads((ROOT / "cookiecutter.json").read_text(encoding="utf-8"))
TREE = ROOT / "{{cookiecutter.project_slug}}"
CHOICES: dict[str, list[str]] = {
    name: value for name, value in QUESTIONS.items() if isinstance(value, list)
}
# The Python version is a text in some files; it never decides which files there are.
STRUCTURAL = [name for name in CHOICES if name != "python_version"]

DAY = "2026-11-20"
# What an answer may hold, and every file format of the tree must survive.
HOSTILE = {
    "project_name": 'O\'Neil "<API>" & Söhne \\ {{ 7 * 7 }} 🚀',
    "project_slug": "oneil-api-9",
    "description": (
        "# {% if %} \\n \\u0041 'one' \"two\" `three` ${HOME} | a: b, [c](d) — *é* {#- 🚀 $(id) %s"
    ),
    "author_name": 'J. "Ü" O\'Hara-Nuñez, \\ & <Sons>',
    "author_email": "o'hara+api@example.co.uk",
    "version": "12.0.34",
    "generated_on": "2024-02-29",
}


def answers(**chosen: str) -> dict[str, str]:
    """Return `chosen` with the first choice, the usual texts and a fixed day for the rest."""
    unknown = chosen.keys() - QUESTIONS.keys()
    if unknown:
        raise KeyError(*unknown)
    first = {name: values[0] for name, values in CHOICES.items()}
    return first | {"generated_on": DAY} | chosen


def product() -> list[dict[str, str]]:
    """Return every combination of the structural questions, with the Python versions in turn."""
    versions = itertools.cycle(CHOICES["python_version"])
    rows = itertools.product(*(CHOICES[name] for name in STRUCTURAL))
    return [
        dict(zip(STRUCTURAL, row, strict=True)) | {"python_version": next(versions)} for row in rows
    ]


def covering() -> list[dict[str, str]]:
    """Return combinations in which every pair of option values occurs (greedy, deterministic)."""
    pairs = {
        frozenset({(one, value), (other, second)})
        for one, other in itertools.combinations(CHOICES, 2)
        for value in CHOICES[one]
        for second in CHOICES[other]
    }
    rows = []
    while pairs:
        row = dict(min(pairs, key=sorted))  # a pair not seen yet: every row makes progress
        for name in (name for name in CHOICES if name not in row):
            row[name] = max(CHOICES[name], key=lambda value: _gain(row, (name, value), pairs))
        rows.append({name: row[name] for name in CHOICES})
        pairs -= {frozenset(pair) for pair in itertools.combinations(row.items(), 2)}
    return rows


def _gain(
    row: dict[str, str], added: tuple[str, str], pairs: set[frozenset[tuple[str, str]]]
) -> int:
    """Count the pairs that `added` covers together with `row`."""
    return sum(frozenset({added, chosen}) in pairs for chosen in row.items())


def label(row: dict[str, str]) -> str:
    """Return a name for a test id."""
    return "-".join(row[name] for name in STRUCTURAL)
