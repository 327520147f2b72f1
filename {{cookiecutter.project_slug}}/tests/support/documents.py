"""A small project for the tests of the documents."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from app.documents.facts import Facts, gather

REPOSITORY = Path(__file__).resolve().parents[2]
HEADER = """\
---
title: "A document"
project: "Another name"
date: "2026-01-31"
version: "0.0.0"
status: current
dependencies:
  documents: []
  packages: []
---

"""
_FACTS: list[Facts] = []


def repository_facts() -> Facts:
    """The facts of this repository, gathered once."""
    if not _FACTS:
        _FACTS.append(gather(REPOSITORY))
    return _FACTS[0]


def small_facts(root: Path, **changes: Any) -> Facts:
    """The facts of a project in `root`, which needs a Makefile and packages of its own."""
    facts = repository_facts()
    given = {"targets": {"test": "Run all tests"}, "packages": {"fastapi": "fastapi>=1"}}
    return replace(facts, root=root, **(given | changes))


def write(root: Path, name: str, text: str) -> Path:
    """Write a file below the root."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
