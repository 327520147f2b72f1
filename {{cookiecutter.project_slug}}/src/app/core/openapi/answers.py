"""The answers of an operation: what succeeds, and every problem that can come instead."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from app.core import errors
from app.core.openapi.components import EXAMPLE_PREFIX, REF_PREFIX
from app.core.openapi.headers import header_references, headers_of_status
from app.core.operations import Operation
from app.core.problems import MEDIA_TYPE, problem_document, title_of

ErrorKind = type[errors.AppError]

# An unknown query parameter is refused everywhere, hence the first one.
_ALWAYS: tuple[ErrorKind, ...] = (
    errors.ValidationFailed,
    errors.TooManyRequests,
    errors.InternalError,
    errors.ServiceUnavailable,
    errors.RequestTimedOut,
)
_WITH_BODY: tuple[ErrorKind, ...] = (
    errors.MalformedBody,
    errors.BodyTooLarge,
    errors.UnsupportedMediaType,
)
_EXAMPLE_ID = "0190b2f47c1e7c558a3b5f0c3c1d9a10"
_EXAMPLE_FIELD = errors.FieldError(("body", "name"), "Field required", "missing")


def possible_errors(
    operation: Operation,
    *,
    document: Mapping[str, Any],
    guards: Iterable[ErrorKind],
) -> list[ErrorKind]:
    """Every error of the operation; `guards` are those of authentication and permission."""
    found = [*operation.errors, *guards, *_ALWAYS]
    parameters = document.get("parameters", ())
    if "requestBody" in document:
        found += _WITH_BODY
    if any(parameter["name"].lower() == "if-match" for parameter in parameters):
        found += [errors.PreconditionFailed, errors.PreconditionRequired]
    return list(dict.fromkeys(found))


def error_answers(kinds: Iterable[ErrorKind]) -> dict[str, Any]:
    """The answers for the errors, by status."""
    by_status: defaultdict[int, set[ErrorKind]] = defaultdict(set)
    for kind in kinds:
        by_status[kind.status].add(kind)
    return {str(status): _problem(status, by_status[status]) for status in sorted(by_status)}


def _problem(status: int, kinds: Iterable[ErrorKind]) -> dict[str, Any]:
    """An answer that carries one of several problems."""
    codes = sorted(kind.code for kind in kinds)
    return {
        "description": f"{title_of(status)}: {', '.join(f'`{code}`' for code in codes)}",
        "headers": header_references(*headers_of_status(status)),
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": f"{REF_PREFIX}Problem"},
                "examples": {code: {"$ref": EXAMPLE_PREFIX + code} for code in codes},
            }
        },
    }


def error_example(kind: ErrorKind) -> dict[str, Any]:
    """The described example of an error."""
    rejected = [_EXAMPLE_FIELD] if issubclass(kind, errors.ValidationFailed) else []
    value = problem_document(
        kind(errors=rejected), instance="/api/v1/products", request_id=_EXAMPLE_ID
    )
    return {"summary": kind.detail, "value": value}


def success_answer(
    status: int, answer: Mapping[str, Any], *, operation: Operation, schemas: Mapping[str, Any]
) -> dict[str, Any]:
    """The answer of success with its headers, which follow from its status and schema."""
    names = list(operation.response_headers)
    properties = _properties(answer, schemas)
    if status == HTTPStatus.CREATED:
        names.append("Location")
    if "version" in properties:
        names.append("ETag")
    if "next_cursor" in properties:
        names.append("Link")
    if operation.deprecated_on:
        names.append("Deprecation")
    if operation.sunset_on:
        names.append("Sunset")
    finished = {"description": title_of(status), "headers": header_references(*names)}
    if answer.get("content") and status != HTTPStatus.NO_CONTENT:
        finished["content"] = answer["content"]
        if operation.response_example is not None:
            for media in answer["content"].values():
                media["example"] = dict(operation.response_example)
    return finished


def _properties(answer: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    """The properties of the schema that the answer refers to."""
    for media in answer.get("content", {}).values():
        name = media.get("schema", {}).get("$ref", "").removeprefix(REF_PREFIX)
        found: Mapping[str, Any] = schemas.get(name, {}).get("properties", {})
        return found
    return {}
