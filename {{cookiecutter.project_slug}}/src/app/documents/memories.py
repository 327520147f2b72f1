"""docs/memories: XML files that follow `schema.xsd`, as far as that file uses XML Schema."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

FOLDER = "docs/memories"
_XS = "{http://www.w3.org/2001/XMLSchema}"
_READERS: Mapping[str, Callable[[str], object]] = {
    "xs:dateTime": datetime.fromisoformat,
    "xs:date": date.fromisoformat,
    "xs:positiveInteger": int,
}


class Child(NamedTuple):
    """What a sequence admits at one place."""

    name: str
    kind: str
    required: bool
    repeats: bool


def memory_faults(root: Path) -> Iterator[str]:
    """Files that are not well-formed or not as the schema says."""
    schema = _elements(root / FOLDER / "schema.xsd")
    for path in sorted((root / FOLDER).rglob("*.xml")):
        name = path.relative_to(root).as_posix()
        try:
            element = _parse(path)
        except ET.ParseError as error:
            yield f"{name}: {error}"
            continue
        if element.tag not in schema:
            yield f"{name}: the schema knows no <{element.tag}>"
            continue
        yield from (f"{name}: {fault}" for fault in _faults(element, schema))


def _parse(path: Path) -> ET.Element:
    """The root of a file of this repository."""
    return ET.parse(path).getroot()  # noqa: S314 - our own file


def _elements(path: Path) -> dict[str, list[Child]]:
    """The children of each element that the schema declares."""
    return {
        element.attrib["name"]: [_child(child) for child in element.iter(f"{_XS}element")][1:]
        for element in _parse(path).findall(f"{_XS}element")
    }


def _child(element: ET.Element) -> Child:
    """One place of a sequence."""
    return Child(
        name=element.get("ref", element.get("name", "")),
        kind=element.get("type", ""),
        required=element.get("minOccurs", "1") != "0",
        repeats=element.get("maxOccurs", "1") == "unbounded",
    )


def _faults(element: ET.Element, schema: Mapping[str, list[Child]]) -> Iterator[str]:
    """What is wrong below an element: children in order, texts of their kind."""
    waiting = list(element)
    for expected in schema[element.tag]:
        count = 0
        while waiting and waiting[0].tag == expected.name and (expected.repeats or count == 0):
            yield from _content_faults(waiting.pop(0), expected, schema)
            count += 1
        if expected.required and count == 0:
            yield f"<{element.tag}> lacks <{expected.name}>"
    for child in waiting:
        yield f"<{element.tag}> must not hold <{child.tag}> here"


def _content_faults(
    element: ET.Element, expected: Child, schema: Mapping[str, list[Child]]
) -> Iterator[str]:
    """What is wrong within a child."""
    if element.tag in schema:
        yield from _faults(element, schema)
        return
    text = (element.text or "").strip()
    if not text:
        yield f"<{element.tag}> is empty"
    try:
        _READERS.get(expected.kind, str)(text)
    except ValueError:
        yield f"<{element.tag}> is no {expected.kind.removeprefix('xs:')}: {text!r}"
