"""The operations of the OpenAPI document, resolved enough to write about them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from app.documents.facts import Facts

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiOperation:
    """One operation; `permission` is None for a public one, `body` and `answer` name schemas."""

    id: str
    tag: str
    method: str
    path: str
    summary: str
    permission: str | None
    parameters: tuple[Mapping[str, Any], ...]
    body: str | None
    example: Any
    status: int
    answer: str | None
    errors: tuple[int, ...]


def operations(facts: Facts) -> Iterator[ApiOperation]:
    """All operations, in the order of the document."""
    for path, methods in facts.openapi["paths"].items():
        for method in METHODS:
            if method in methods:
                yield _operation(facts, path, method, methods[method])


def _operation(facts: Facts, path: str, method: str, found: Mapping[str, Any]) -> ApiOperation:
    """The facts of one operation."""
    answers = {int(status): answer for status, answer in found["responses"].items()}
    status = min(answers)
    media = _media(found.get("requestBody", {}))
    schema = media.get("schema", {})
    return ApiOperation(
        id=found["operationId"],
        tag=next(iter(found.get("tags", ())), "service"),
        method=method.upper(),
        path=path,
        summary=found.get("summary", ""),
        permission=found.get("x-permission"),
        parameters=tuple(found.get("parameters", ())),
        body=_schema_name(schema),
        example=_example(media, facts),
        status=status,
        answer=_schema_name(_media(answers[status]).get("schema", {})),
        errors=tuple(sorted(code for code in answers if code >= HTTPStatus.BAD_REQUEST)),
    )


def _media(holder: Mapping[str, Any]) -> Mapping[str, Any]:
    """The first media type of a body or an answer."""
    content: Mapping[str, Mapping[str, Any]] = holder.get("content", {})
    return next(iter(content.values()), {})


def _schema_name(schema: Mapping[str, Any]) -> str | None:
    """The name of a referenced schema."""
    reference: str | None = schema.get("$ref")
    return reference.rpartition("/")[2] if reference else None


def _example(media: Mapping[str, Any], facts: Facts) -> Any:
    """The example of a body, from the media type or its schema."""
    if "example" in media:
        return media["example"]
    if examples := media.get("examples"):
        return next(iter(examples.values()))["value"]
    name = _schema_name(media.get("schema", {}))
    schema = facts.openapi["components"]["schemas"].get(name, {}) if name else {}
    return next(iter(schema.get("examples", ())), None)


def curl(operation: ApiOperation) -> str:
    """A call of the operation; `$API` is the address, `$TOKEN` a token, `$ORDER_ID` an id."""
    address = re.sub(r"\{(\w+)\}", lambda match: "$" + match[1].upper(), operation.path)
    words = ["curl"] if operation.method == "GET" else ["curl", "-X", operation.method]
    words.append(f'"$API{address}"')
    if operation.permission is not None:
        words.append('-H "Authorization: Bearer $TOKEN"')
    words.extend(
        f'-H "{parameter["name"].title()}: {_header_value(parameter["name"])}"'
        for parameter in operation.parameters
        if parameter["in"] == "header"
    )
    if operation.example is not None:
        body = json.dumps(operation.example, ensure_ascii=False).replace("'", "'\\''")
        words.append(f"-H 'Content-Type: application/json' -d '{body}'")
    return " ".join(words)


def _header_value(name: str) -> str:
    """The variable that stands for a header's value."""
    return "$" + name.upper().replace("-", "_")
