"""Writing and reading Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence

_FENCE = re.compile(
    r"^(?P<marks>```+)(?P<language>[\w-]*)\n(?P<body>.*?)^(?P=marks)$", re.MULTILINE | re.DOTALL
)
_CODE_SPAN = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^#{1,6} (?P<text>.+)$", re.MULTILINE)
_LINK = re.compile(r"(?<![!\\])\[[^\]\n]*\]\((?P<target>[^)\s]+)\)")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown already, save that bars and line ends are made safe."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(text: str) -> str:
    """What may stand in a cell."""
    return " ".join(text.split()).replace("|", "\\|")


def code(text: str) -> str:
    """A code span."""
    return f"`{text}`"


def codes(texts: Iterable[str]) -> str:
    """Several code spans."""
    return ", ".join(code(text) for text in texts)


def fence(language: str, body: str) -> str:
    """A fenced block."""
    return f"```{language}\n{body.rstrip()}\n```"


def fences(text: str) -> Iterator[tuple[str, str]]:
    """The language and the body of every fenced block."""
    for match in _FENCE.finditer(text):
        yield match["language"], match["body"]


def code_texts(text: str) -> Iterator[str]:
    """Everything that is set as code: fenced blocks and spans."""
    yield from (body for _, body in fences(text))
    yield from code_spans(text)


def code_spans(text: str) -> list[str]:
    """What is set as code within lines."""
    return _CODE_SPAN.findall(_FENCE.sub("", text))


def prose(text: str) -> str:
    """The text without anything set as code."""
    return _CODE_SPAN.sub("", _FENCE.sub("", text))


def links(text: str) -> Iterator[str]:
    """The targets of all links."""
    return (match["target"] for match in _LINK.finditer(prose(text)))


def headings(text: str) -> list[str]:
    """The texts of all headings, in order."""
    return [match["text"].strip() for match in _HEADING.finditer(_FENCE.sub("", text))]


def anchors(text: str) -> set[str]:
    """The anchors of all headings, as GitHub and GitLab make them."""
    found: set[str] = set()
    for heading in headings(text):
        plain = re.sub(r"[^\w\- ]", "", heading.lower().replace("`", ""))
        anchor = base = plain.replace(" ", "-")
        count = 0
        while anchor in found:
            count += 1
            anchor = f"{base}-{count}"
        found.add(anchor)
    return found
