"""The errors that rules and services raise. The HTTP edge turns each into a problem document.

A feature declares its own errors as subclasses with a `code` of their own; the code is part of the
contract with clients and never changes its meaning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """One rejected field: where it stands, what is wrong, and the kind of fault."""

    loc: tuple[str | int, ...]
    message: str
    type: str


class AppError(Exception):
    """Base of all expected errors: an HTTP status, a stable code and a default detail."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    detail: str = "The server could not complete the request."

    def __init__(
        self,
        detail: str | None = None,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail or self.detail)
        self.detail = detail or self.detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


class InternalError(AppError):
    """An unexpected failure; the log holds its cause under the same request id."""


class MalformedBody(AppError):
    """The body is no valid JSON, or is nested too deeply."""

    status, code = 400, "malformed_body"
    detail = "The request body is not valid JSON."


class InvalidHost(AppError):
    """The Host header names no host that this service answers for."""

    status, code = 400, "invalid_host"
    detail = "The Host header is not allowed."


class Unauthenticated(AppError):
    """No valid credentials: RFC 9110 section 15.5.2 requires the WWW-Authenticate header."""

    status, code = 401, "unauthenticated"
    detail = "Valid credentials are required."


class PermissionDenied(AppError):
    """The principal is known, but lacks the permission."""

    status, code = 403, "permission_denied"
    detail = "You are not allowed to do this."


class NotFound(AppError):
    """No such object, or one that the principal may not know of."""

    status, code = 404, "not_found"
    detail = "There is nothing here."


class MethodNotAllowed(AppError):
    """The path exists, the method does not; the Allow header lists those that do."""

    status, code = 405, "method_not_allowed"
    detail = "This method is not allowed here."


class Conflict(AppError):
    """The request contradicts the present state."""

    status, code = 409, "conflict"
    detail = "The request conflicts with the current state."


class PreconditionFailed(AppError):
    """The object changed since the client read it."""

    status, code = 412, "precondition_failed"
    detail = "The object has changed; read it again and repeat the change."


class BodyTooLarge(AppError):
    """The body exceeds the limit of the settings."""

    status, code = 413, "body_too_large"
    detail = "The request body is too large."


class UnsupportedMediaType(AppError):
    """The body is not sent as application/json."""

    status, code = 415, "unsupported_media_type"
    detail = "The request body must be application/json."


class ValidationFailed(AppError):
    """Fields were rejected; `errors` names each."""

    status, code = 422, "validation_failed"
    detail = "The request is not valid."


class PreconditionRequired(AppError):
    """An update without If-Match could overwrite somebody else's."""

    status, code = 428, "precondition_required"
    detail = "Send the ETag you last read in the If-Match header."


class TooManyRequests(AppError):
    """A limit is used up; the Retry-After header holds the seconds to wait."""

    status, code = 429, "too_many_requests"
    detail = "Too many requests; try again later."


class ServiceUnavailable(AppError):
    """A dependency is down or saturated; the Retry-After header holds the seconds to wait."""

    status, code = 503, "service_unavailable"
    detail = "The service is temporarily unavailable; try again later."


class RequestTimedOut(ServiceUnavailable):
    """The request took longer than the settings allow; what it changed is rolled back."""

    code = "request_timed_out"
    detail = "The request took too long and was given up."


def error_registry() -> dict[str, type[AppError]]:
    """Every declared error by its code; a feature's errors once its modules are imported."""
    found: dict[str, type[AppError]] = {}
    pending: list[type[AppError]] = [AppError]
    while pending:
        kind = pending.pop()
        found.setdefault(kind.code, kind)
        pending.extend(kind.__subclasses__())
    return dict(sorted(found.items()))
