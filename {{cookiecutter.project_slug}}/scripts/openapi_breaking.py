"""Find what breaks clients: `python scripts/openapi_breaking.py --base origin/main`.

Compares openapi.json with the one of another commit. A client may rely on every operation, on every
documented answer, and on every field of an answer; it need not know new parameters and fields.
"""

import json
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DOCUMENT = "openapi.json"
METHODS = ("get", "put", "post", "delete", "patch")
Json = dict[str, Any]


def breaking(old: Json, new: Json) -> Iterator[str]:
    """What an up-to-date client of `old` cannot cope with in `new`."""
    for path, method, before in _operations(old):
        after = new["paths"].get(path, {}).get(method)
        name = f"{method.upper()} {path}"
        if after is None:
            yield f"{name} is gone"
            continue
        yield from (f"{name}: {fault}" for fault in _parameters(before, after))
        yield from (f"{name}: {fault}" for fault in _body(before, after, old, new))
        yield from (f"{name}: {fault}" for fault in _answers(before, after, old, new))


def _operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    """Path, method and operation."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def _parameters(before: Json, after: Json) -> Iterator[str]:
    """Parameters that are gone, or newly required."""
    known = {_key(parameter): parameter for parameter in before.get("parameters", [])}
    now = {_key(parameter): parameter for parameter in after.get("parameters", [])}
    for where, name in known.keys() - now.keys():
        yield f"the {where} parameter {name} is gone"
    for key, parameter in now.items():
        if parameter.get("required") and not known.get(key, {}).get("required"):
            yield f"the {key[0]} parameter {key[1]} is required now"


def _key(parameter: Json) -> tuple[str, str]:
    """What identifies a parameter."""
    return parameter["in"], parameter["name"]


def _body(before: Json, after: Json, old: Json, new: Json) -> Iterator[str]:
    """What a request must hold newly, or may not hold any more."""
    was, now = _schema(before.get("requestBody"), old), _schema(after.get("requestBody"), new)
    if after.get("requestBody", {}).get("required") and "requestBody" not in before:
        yield "a body is required now"
    for field in set(now.get("required", [])) - set(was.get("required", [])):
        if was:
            yield f"the field {field} of the request is required now"
    if now.get("additionalProperties") is False:
        for field in _fields(was) - _fields(now):
            yield f"the field {field} of the request is refused now"


def _answers(before: Json, after: Json, old: Json, new: Json) -> Iterator[str]:
    """Answers, and fields of answers, that are gone or not certain any more."""
    for status, answer in before["responses"].items():
        if not status.startswith("2"):
            continue
        if status not in after["responses"]:
            yield f"the answer {status} is gone"
            continue
        was, now = _schema(answer, old), _schema(after["responses"][status], new)
        for field in _fields(was) - _fields(now):
            yield f"the field {field} of the answer {status} is gone"
        for field in _fields(was) & _fields(now):
            kinds = (_kind(was["properties"][field]), _kind(now["properties"][field]))
            if kinds[0] != kinds[1]:
                yield f"the field {field} of the answer {status} was {kinds[0]}, is {kinds[1]}"


def _schema(part: Json | None, document: Json) -> Json:
    """The JSON schema of a body, with its reference followed."""
    for content in ((part or {}).get("content") or {}).values():
        schema: Json = content.get("schema", {})
        while "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return schema
    return {}


def _fields(schema: Json) -> set[str]:
    """The names of the properties."""
    return set(schema.get("properties", {}))


def _kind(schema: Json) -> str:
    """The type of a property, or what it refers to."""
    options = schema.get("anyOf") or [schema]
    return " or ".join(
        sorted(str(option.get("$ref", option.get("type", "any"))) for option in options)
    )


def main(arguments: list[str]) -> int:
    """Compare; the exit status is 1 where something breaks."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="origin/main", help="a commit (default: %(default)s)")
    base = parser.parse_args(arguments).base
    shown = subprocess.run(
        ["git", "show", f"{base}:{DOCUMENT}"], capture_output=True, text=True, check=False
    )
    if shown.returncode:
        print(f"{base} has no {DOCUMENT}: nothing to break.")
        return 0
    found = list(breaking(json.loads(shown.stdout), json.loads(Path(DOCUMENT).read_text())))
    if not found:
        print(f"Clients of {base} are served as before.")
        return 0
    print("\n".join(found))
    print("\nNext: keep the old form beside the new one, or publish the change as a new version.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
