"""Blocks about the HTTP interface."""

from itertools import groupby

from app.core.errors import AppError, InternalError
from app.documents.facts import Facts
from app.documents.markdown import code, codes, fence, table
from app.documents.operations import ApiOperation, curl, operations
from app.documents.registry import block
from app.documents.rules import without_number


def _summary(documented: type) -> str:
    """The first sentence of a docstring."""
    return (documented.__doc__ or "").strip().split("\n\n")[0]


@block("endpoints")
def endpoints(facts: Facts) -> str:
    """Every operation with its access rule and its answers."""
    return table(
        ("Operation", "Method and path", "Access", "Success", "Errors"),
        (
            (
                f"{code(operation.id)}: {operation.summary}",
                code(f"{operation.method} {operation.path}"),
                _access(operation),
                str(operation.status),
                ", ".join(map(str, operation.errors)),
            )
            for operation in operations(facts)
        ),
    )


def _access(operation: ApiOperation) -> str:
    """The permission that a caller needs."""
    return code(operation.permission) if operation.permission else "public"


@block("operation-schemas")
def operation_schemas(facts: Facts) -> str:
    """Who may call every operation, what it takes and what it gives."""
    return table(
        ("Method and path", "Access", "Query and headers", "Request body", "Answer"),
        (
            (
                code(f"{operation.method} {operation.path}"),
                _access(operation),
                codes(
                    parameter["name"]
                    for parameter in operation.parameters
                    if parameter["in"] in {"query", "header"}
                ),
                code(operation.body) if operation.body else "",
                f"{operation.status} {code(operation.answer) if operation.answer else ''}",
            )
            for operation in operations(facts)
        ),
    )


@block("request-schemas")
def request_schemas(facts: Facts) -> str:
    """The fields of every request body."""
    schemas = facts.openapi["components"]["schemas"]
    names = sorted({operation.body for operation in operations(facts) if operation.body})
    return table(
        ("Schema", "Required", "Optional"),
        (
            (
                code(name),
                codes(schemas[name].get("required", ())),
                codes(
                    field
                    for field in schemas[name].get("properties", {})
                    if field not in schemas[name].get("required", ())
                ),
            )
            for name in names
        ),
    )


@block("errors")
def errors(facts: Facts) -> str:
    """The error registry."""
    ordered = sorted(facts.errors.values(), key=lambda kind: (kind.status, kind.code))
    return table(
        ("Status", "Code", "Meaning", "Declared in"),
        (
            (str(kind.status), code(kind.code), _meaning(kind), code(kind.__module__))
            for kind in ordered
        ),
    )


def _meaning(kind: type[AppError]) -> str:
    """What an error says of itself, the number of its rule last."""
    return without_number(_summary(InternalError if kind is AppError else kind))


@block("usage")
def usage(facts: Facts) -> str:
    """A call of every operation, by tag."""
    parts = []
    for tag, group in groupby(operations(facts), key=lambda operation: operation.tag):
        calls = [_call(operation) for operation in group]
        parts += [f"**{tag}**", fence("bash", "\n\n".join(calls))]
    return "\n\n".join(parts)


def _call(operation: ApiOperation) -> str:
    """A call with what it is for and how it ends."""
    return f"# {operation.summary}: {operation.status}\n{curl(operation)}"
