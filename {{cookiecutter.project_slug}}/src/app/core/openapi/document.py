"""Finishing the API document that a web framework derives from its routes.

Paths, parameters and bodies are the framework's; texts, errors, examples, schemas and headers are
put in from our own registries, so that the document is the same under every framework.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core import errors
from app.core.errors import error_registry
from app.core.openapi.answers import (
    ErrorKind,
    error_answers,
    error_example,
    possible_errors,
    success_answer,
)
from app.core.openapi.components import (
    EXAMPLE_PREFIX,
    component_schemas,
    reachable,
    references,
)
from app.core.openapi.headers import header_components
from app.core.operations import Operation, operation_registry
from app.core.permissions import EVERYONE, Permission

METHODS = ("get", "post", "put", "patch", "delete")
FIRST_ERROR = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """How clients authenticate: OpenAPI security schemes, any of which will do, and its errors."""

    schemes: Mapping[str, Mapping[str, Any]]
    errors: tuple[ErrorKind, ...]


def finalise(
    document: Mapping[str, Any],
    *,
    access: Mapping[str, Permission | None],
    security: Security,
    tags: Mapping[str, str],
) -> dict[str, Any]:
    """The finished document.

    `access` holds the permission of each operation id (None: public), `tags` the description of
    each tag.
    """
    schemas = component_schemas()
    paths = {
        path: {
            method: _operation(item[method], access=access, security=security, schemas=schemas)
            for method in METHODS
            if method in item
        }
        for path, item in sorted(document["paths"].items())
    }
    used = {tag for item in paths.values() for found in item.values() for tag in found["tags"]}
    kinds = error_registry()
    codes = sorted(set(references(paths, EXAMPLE_PREFIX)))
    components = {
        "schemas": reachable(schemas, paths),
        "headers": header_components(),
        "examples": {code: error_example(kinds[code]) for code in codes},
        "securitySchemes": dict(security.schemes),
    }
    finished = {
        "openapi": "3.1.0",
        "info": document["info"],
        "servers": [{"url": "/"}],
        "tags": [{"name": tag, "description": tags.get(tag, tag)} for tag in sorted(used)],
        "paths": paths,
        "components": components,
    }
    plain = _plain(finished)
    if not isinstance(plain, dict):
        raise TypeError("An OpenAPI document is an object.")
    return plain


def _operation(
    found: Mapping[str, Any],
    *,
    access: Mapping[str, Permission | None],
    security: Security,
    schemas: Mapping[str, Any],
) -> dict[str, Any]:
    """One operation."""
    operation = operation_registry()[found["operationId"]]
    permission = access[operation.id]
    finished: dict[str, Any] = {
        "operationId": operation.id,
        "tags": list(found.get("tags", ())),
        "summary": operation.summary,
        "security": [{name: []} for name in security.schemes] if permission else [],
    }
    if operation.description:
        finished["description"] = operation.description
    if permission:
        finished["x-permission"] = permission.name
    if operation.deprecated_on:
        finished["deprecated"] = True
    if found.get("parameters"):
        finished["parameters"] = _parameters(found["parameters"])
    if "requestBody" in found:
        finished["requestBody"] = _body(found["requestBody"], operation)
    kinds = possible_errors(operation, document=finished, guards=_guards(permission, security))
    finished["responses"] = {
        **_successes(found["responses"], operation, schemas),
        **error_answers(kinds),
    }
    return finished


def _guards(permission: Permission | None, security: Security) -> Iterable[ErrorKind]:
    """The errors of authentication, and of permission unless every role holds it."""
    if permission is None:
        return
    yield errors.Unauthenticated
    yield from security.errors
    if permission.roles != EVERYONE:
        yield errors.PermissionDenied


def _successes(
    answers: Mapping[str, Any], operation: Operation, schemas: Mapping[str, Any]
) -> dict[str, Any]:
    """The answers below 400."""
    return {
        status: success_answer(int(status), answer, operation=operation, schemas=schemas)
        for status, answer in sorted(answers.items())
        if int(status) < FIRST_ERROR
    }


def _parameters(found: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The parameters: path first, then query, then header, each sorted by name."""
    order = ("path", "query", "header", "cookie")
    finished = [_parameter(parameter) for parameter in found]
    return sorted(finished, key=lambda each: (order.index(each["in"]), each["name"]))


def _parameter(found: Mapping[str, Any]) -> dict[str, Any]:
    """A parameter; null is left out of its schema, since a URL cannot carry it."""
    name = found["name"]
    parameter = {
        "name": name.title() if found["in"] == "header" else name,
        "in": found["in"],
        # Without If-Match an update is refused, by a problem (428) of its own.
        "required": bool(found.get("required")) or name.lower() == "if-match",
        "schema": _without_null(found["schema"]),
    }
    parameter["schema"].pop("title", None)
    description = parameter["schema"].pop("description", found.get("description"))
    if description:
        parameter["description"] = description
    return parameter


def _without_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a value that is there."""
    present = dict(schema)
    branches = [each for each in present.pop("anyOf", ()) if each.get("type") != "null"]
    if len(branches) == 1:
        return {**branches[0], **present}
    return {**present, "anyOf": branches} if branches else present


def _body(found: Mapping[str, Any], operation: Operation) -> dict[str, Any]:
    """The request body with the example of the operation."""
    media = dict(found["content"]["application/json"])
    if operation.request_example is not None:
        media["example"] = dict(operation.request_example)
    return {"required": True, "content": {"application/json": media}}


def _plain(value: object) -> Any:
    """The value as JSON holds it, whole numbers without a fraction."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
