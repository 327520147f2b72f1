"""Checks of what stands between the derived parts."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

from app.documents.diagrams import diagram_faults
from app.documents.facts import Facts
from app.documents.files import documents, marker_faults
from app.documents.front_matter import front_matter_faults, read_front_matter
from app.documents.markdown import anchors, code_spans, code_texts, fences, links, prose
from app.documents.memories import memory_faults
from app.documents.outline import outline_faults
from app.documents.registry import block_registry
from app.documents.rules import business_rules
from app.documents.source import metrics

_LEFTOVER = re.compile(
    r"\[(?:Current Date|project-path)\]|\b(?:TODO|FIXME|TBD)\b|lorem ipsum", re.IGNORECASE
)
_MAKE = re.compile(r"(?<![\w-])make((?: [a-z][a-z0-9-]*(?![\w=-]))+)")
_PATH = re.compile(r"(?:src|tests|scripts|migrations|docs)/[\w./-]+(?:::\w+)?")
_COMMAND = re.compile(r"python -m app ([a-z][a-z-]*)")
# The name before a selector or a range; histograms have several series.
_METRIC = re.compile(r"\b([a-z]\w*?)(?:_bucket|_count|_sum)?(?=[\[{])")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:")
# These need no header: the forges show the first ones, and the plan may be another team's.
_WITHOUT_HEADER = {"README.md", "AGENTS.md", "CONTRIBUTING.md", "SECURITY.md", "build-plan.md"}
Check = Callable[[Path, str, Facts], Iterator[str]]


def faults(facts: Facts) -> Iterator[str]:
    """Everything that is wrong, one line each."""
    blocks = block_registry()
    for path in documents(facts.root):
        name = path.relative_to(facts.root).as_posix()
        text = path.read_text(encoding="utf-8")
        for fault in marker_faults(path, facts.root, blocks):
            yield f"{name}: {fault}"
        for check in _CHECKS:
            for fault in check(path, text, facts):
                yield f"{name}: {fault}"
    for rule in business_rules(facts.root):
        if not rule.tests:
            yield f"{rule.path}: no test names the rule {rule.id}"
    yield from outline_faults(facts)
    yield from memory_faults(facts.root)


def _header(path: Path, text: str, facts: Facts) -> Iterator[str]:
    """Whether the front matter is sound, and what it depends on exists."""
    if path.name in _WITHOUT_HEADER or path.parent.name == "reports":
        return
    yield from front_matter_faults(text, facts)
    found = read_front_matter(text) or {}
    for target in found.get("dependencies", {}).get("documents", []):
        if not (path.parent / target).is_file():
            yield f"the document {target} of the front matter does not exist"


def _links(path: Path, text: str, _: Facts) -> Iterator[str]:
    """Whether every relative link leads to a file and a heading."""
    for target in links(text):
        if _SCHEME.match(target):
            continue
        name, _hash, anchor = unquote(target).partition("#")
        file = path.parent / name if name else path
        if name.startswith("/"):
            yield f"the link {target} is not relative"
        elif not file.exists():
            yield f"the link {target} leads nowhere"
        elif anchor and anchor not in anchors(file.read_text(encoding="utf-8")):
            yield f"the link {target} leads to no heading"


def _leftovers(_: Path, text: str, __: Facts) -> Iterator[str]:
    """Whether something was left to be filled in."""
    for match in _LEFTOVER.finditer(prose(text)):
        yield f"{match[0]!r} is left over"


def _quoted_commands(_: Path, text: str, facts: Facts) -> Iterator[str]:
    """Whether every command that is quoted as code exists."""
    for quoted in code_texts(text):
        for match in _MAKE.finditer(quoted):
            for target in match[1].split():
                if target not in facts.targets:
                    yield f"there is no target for `make {target}`"
        for match in _COMMAND.finditer(quoted):
            if match[1] not in facts.commands:
                yield f"there is no command `python -m app {match[1]}`"


def _quoted_paths(_: Path, text: str, facts: Facts) -> Iterator[str]:
    """Whether every file, folder and test that is quoted as code exists."""
    for quoted in code_spans(text):
        if _PATH.fullmatch(quoted):
            name, _colons, test = quoted.partition("::")
            path = facts.root / name
            if not path.exists() or (test and f"def {test}(" not in path.read_text("utf-8")):
                yield f"there is no {quoted}"


def _quoted_metrics(_: Path, text: str, facts: Facts) -> Iterator[str]:
    """Whether every metric that a PromQL expression asks for is declared."""
    asked = {
        name
        for language, body in fences(text)
        if language == "promql"
        for name in _METRIC.findall(body)
    }
    declared = {metric.name for metric in metrics(facts.root)} if asked else set()
    yield from (f"there is no metric {name}" for name in sorted(asked - declared))


def _diagrams(_: Path, text: str, __: Facts) -> Iterator[str]:
    """Whether every diagram is well-formed."""
    for language, body in fences(text):
        if language == "mermaid":
            yield from diagram_faults(body)


_CHECKS: tuple[Check, ...] = (
    _header,
    _links,
    _leftovers,
    _quoted_commands,
    _quoted_paths,
    _quoted_metrics,
    _diagrams,
)
