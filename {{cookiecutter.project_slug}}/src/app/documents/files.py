"""The derived parts of a file, and the file with them renewed."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.documents.facts import Facts
from app.documents.front_matter import renew_front_matter
from app.documents.registry import Block
from app.documents.snippets import SnippetError, snippet

_PART = re.compile(
    r"^<!-- (?P<kind>generated|snippet): (?P<name>[^\n]+?) -->\n"
    r"(?P<body>.*?)^<!-- end (?P=kind) -->$",
    re.MULTILINE | re.DOTALL,
)
_MARKER = re.compile(r"^<!-- (?:end )?(?:generated|snippet)\b[^\n]*-->$", re.MULTILINE)
# Prior phases' documents belong to other people, the memories are XML.
FOREIGN = ("docs/Project Manager/", "docs/UI UX Designer/", "docs/Technical Architecture/")


@dataclass(frozen=True, slots=True)
class Renewal:
    """A file's present text (None: there is none), its text as the code has it, the stale parts."""

    path: Path
    old: str | None
    new: str
    stale: tuple[str, ...]


def documents(root: Path) -> Iterator[Path]:
    """The Markdown files that the command keeps."""
    for path in [*sorted(root.glob("*.md")), *sorted(root.glob("docs/**/*.md"))]:
        name = path.relative_to(root).as_posix()
        if not name.startswith(FOREIGN) and name != "CHANGELOG.md":
            yield path


def renew_document(
    path: Path, facts: Facts, blocks: Mapping[str, Block], *, new_date: str | None, checking: bool
) -> Renewal:
    """The document with its derived parts renewed, the measured ones only unless checking."""
    old = path.read_text(encoding="utf-8")
    stale: list[str] = []

    def renew(match: re.Match[str]) -> str:
        body = _body(match["kind"], match["name"], facts, blocks, checking=checking)
        if body is None or match["body"].strip() == body.strip():
            return match[0]
        stale.append(f"{match['kind']}: {match['name']}")
        start, _, rest = match[0].partition("\n")
        return f"{start}\n\n{body.strip()}\n\n{rest.rpartition(chr(10))[2]}"

    new = _PART.sub(renew, old)
    with_matter = renew_front_matter(new, facts, new_date=new_date)
    if with_matter != new:
        stale.append("front matter")
    return Renewal(path, old, with_matter, tuple(stale))


def _body(
    kind: str, name: str, facts: Facts, blocks: Mapping[str, Block], *, checking: bool
) -> str | None:
    """What stands between the markers; None keeps it."""
    if kind == "snippet":
        with suppress(SnippetError):
            return snippet(facts.root, name)
        return None
    known = blocks.get(name)
    if known is None or (checking and known.measured):
        return None
    return known.write(facts)


def marker_faults(path: Path, root: Path, blocks: Mapping[str, Block]) -> Iterator[str]:
    """Markers without counterpart, blocks that nothing writes, snippets without a source."""
    text = path.read_text(encoding="utf-8")
    parts = list(_PART.finditer(text))
    if len(_MARKER.findall(text)) != 2 * len(parts):
        yield "a marker of a generated block or snippet has no counterpart"
    for part in parts:
        if part["kind"] == "generated" and part["name"] not in blocks:
            yield f"nothing writes a block called {part['name']!r}"
        if part["kind"] == "snippet":
            try:
                snippet(root, part["name"])
            except SnippetError as error:
                yield f"the snippet cannot be taken: {error}"
