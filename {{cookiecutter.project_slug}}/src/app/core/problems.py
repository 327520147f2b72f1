"""Problem documents (RFC 9457): the one body of every error answer."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Annotated, Any

from pydantic import BaseModel, Field

from app.core.errors import AppError, FieldError

MEDIA_TYPE = "application/problem+json"

# HTTPStatus.phrase changed in Python 3.13 for these; the contract does not change with Python.
_TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}

# The three frameworks report a body that is no object under different types.
_NO_OBJECT = ("Input should be an object", "object_type")
_SAME_FAULT = dict.fromkeys(
    ("model_type", "model_attributes_type", "dict_type", "dataclass_type"), _NO_OBJECT
)


class ProblemField(BaseModel):
    """One rejected field of a request."""

    loc: list[str | int]
    message: str
    type: str


class Problem(BaseModel):
    """An error answer."""

    type: Annotated[str, Field(description="A URI that identifies the kind of problem.")]
    title: Annotated[str, Field(description="The status in words.")]
    status: Annotated[int, Field(ge=400, le=599, description="The HTTP status.")]
    detail: Annotated[str, Field(description="What went wrong, for people.")]
    instance: Annotated[str, Field(description="The path of the request.")]
    code: Annotated[str, Field(description="What went wrong, for programs; stable.")]
    request_id: Annotated[str, Field(description="The id under which the log holds this request.")]
    errors: Annotated[
        list[ProblemField],
        Field(description="The rejected fields; empty unless validation failed."),
    ]


def title_of(status: int) -> str:
    """The reason phrase of a status, the same in every Python version."""
    return _TITLES.get(status) or HTTPStatus(status).phrase


def problem_type(code: str) -> str:
    """The URI that identifies the problem `code`."""
    return f"urn:problem:{code.replace('_', '-')}"


def problem_document(error: AppError, *, instance: str, request_id: str) -> dict[str, Any]:
    """The body for `error` at the path `instance`."""
    return {
        "type": problem_type(error.code),
        "title": title_of(error.status),
        "status": error.status,
        "detail": error.detail,
        "instance": instance,
        "code": error.code,
        "request_id": request_id,
        "errors": [
            {"loc": list(field.loc), "message": field.message, "type": field.type}
            for field in error.errors
        ],
    }


def field_errors(
    errors: Iterable[Mapping[str, Any]], *, prefix: tuple[str, ...] = ()
) -> tuple[FieldError, ...]:
    """Pydantic's errors as field errors; never the rejected input, which may be a password."""
    found = []
    for error in errors:
        message, kind = _SAME_FAULT.get(error["type"], (error["msg"], error["type"]))
        found.append(FieldError(loc=(*prefix, *error["loc"]), message=message, type=kind))
    return tuple(found)
