"""Business rules: stated by docstrings, named by tests."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.documents.source import Defined, modules

_RULE_ID = re.compile(r"\bBR-(\d+)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A business rule, where it stands, and the tests that name it."""

    id: str
    statement: str
    path: str
    tests: tuple[str, ...]

    @property
    def number(self) -> int:
        """What the rules are sorted by."""
        return int(self.id.removeprefix("BR-"))


def business_rules(root: Path) -> list[Rule]:
    """The rules that docstrings state as `BR-1: ...` or mention as `(BR-1)`, by number."""
    tests = _mentions(root)
    found: dict[str, Rule] = {}
    for path, docstring in _docstrings(root):
        for name, statement, is_stated in _rules_in(docstring):
            if name not in found or is_stated:
                found[name] = Rule(
                    id=name, statement=statement, path=path, tests=tuple(tests.get(name, ()))
                )
    return sorted(found.values(), key=lambda rule: rule.number)


def _docstrings(root: Path) -> Iterator[tuple[str, str]]:
    """Every docstring of the features with its file."""
    for path, module in modules(root / "src/app/features", mentioning="BR-"):
        for node in ast.walk(module):
            if isinstance(node, Defined | ast.Module) and (text := ast.get_docstring(node)):
                yield path.relative_to(root).as_posix(), text


def without_number(text: str) -> str:
    """The text of a docstring with the number of its rule last."""
    number, colon, rest = text.partition(": ")
    if colon and _RULE_ID.fullmatch(number):
        return f"{rest[:1].upper()}{rest[1:].rstrip('.')} ({number})."
    return text


def _rules_in(docstring: str) -> Iterator[tuple[str, str, bool]]:
    """The id and the statement of each rule, and whether the docstring states it."""
    sentences = " ".join(docstring.split())
    for match in _RULE_ID.finditer(sentences):
        rest = sentences[match.end() :]
        if rest.startswith(": "):
            statement = re.split(r"\bBR-\d+: ", rest[2:])[0].strip()
            yield match[0], statement[:1].upper() + statement[1:], True
        else:
            first = docstring.partition("\n\n")[0]
            yield match[0], re.sub(r"\s*\(BR-\d+(, BR-\d+)*\)", "", " ".join(first.split())), False


def _mentions(root: Path) -> dict[str, list[str]]:
    """The test files that name each rule."""
    found: dict[str, list[str]] = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        name = path.relative_to(root).as_posix()
        for number in sorted(set(_RULE_ID.findall(path.read_text(encoding="utf-8")))):
            found.setdefault(f"BR-{number}", []).append(name)
    return found
