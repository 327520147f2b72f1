"""A structural check of Mermaid diagrams: the kinds of lines that the documents use."""

import re
from collections.abc import Iterator

# NAME stands for an identifier.
_LINES = {
    "erDiagram": (
        r"NAME [{]",
        r"[}]",
        r"NAME NAME( (PK|FK|UK)(, (PK|FK|UK))*)?",
        r"NAME [|}o][|}o]--[|{o][|{o] NAME : [^{}]+",
    ),
    "sequenceDiagram": (
        r"autonumber",
        r"(participant|actor) NAME( as .+)?",
        r"NAME\s*(->>|-->>|-x|--x)[+-]?\s*NAME: .+",
        r"Note (over|left of|right of) NAME(,\s*NAME)?: .+",
        r"(alt|opt|loop|par|else|and|critical)( .+)?",
        r"end",
    ),
    "stateDiagram-v2": (
        r"(\[\*\]|NAME) --> (\[\*\]|NAME)( : .+)?",
        r"direction (LR|TB)",
    ),
    "classDiagram": (
        r"class NAME [{]",
        r"[}]",
        r"NAME",
        r'NAME ("[^"]+" )?(-->|--\*|o--|\*--|<\|--) ("[^"]+" )?NAME( : .+)?',
    ),
    "flowchart": (
        r".+ (-->|-\.->|==>)(\|[^|]+\|)? .+",
        r"NAME[\[(].*[\])]",
        r"subgraph .+",
        r"end",
    ),
}
_OPENS = re.compile(r"(alt|opt|loop|par|critical|subgraph)\b")


def diagram_faults(body: str) -> Iterator[str]:
    """What is wrong with a diagram."""
    lines = [line.strip() for line in body.strip().splitlines()]
    kind = lines[0].split()[0] if lines else ""
    if kind not in _LINES:
        yield f"{kind!r} is no known kind of diagram"
        return
    allowed = [re.compile(line.replace("NAME", r"[A-Za-z_][\w.]*")) for line in _LINES[kind]]
    for line in lines[1:]:
        if line and not any(pattern.fullmatch(line) for pattern in allowed):
            yield f"{line!r} is no line of a {kind}"
    if sum(1 for line in lines if _OPENS.match(line)) != lines.count("end"):
        yield f"a block of the {kind} is not ended"
    if sum(line.endswith("{") for line in lines) != lines.count("}"):
        yield f"a brace of the {kind} is not closed"
