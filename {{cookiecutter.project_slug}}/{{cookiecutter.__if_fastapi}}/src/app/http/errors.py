"""Every failure answers with a problem document."""

from collections.abc import Mapping

import orjson
import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.core import errors
from app.core.problems import MEDIA_TYPE, field_errors, problem_document

log = structlog.get_logger()

_BY_STATUS: Mapping[int, type[errors.AppError]] = {
    400: errors.MalformedBody,
    404: errors.NotFound,
    405: errors.MethodNotAllowed,
}


def problem_response(request: Request, error: errors.AppError) -> Response:
    """The answer for an expected error."""
    document = problem_document(
        error, instance=request.url.path, request_id=request.scope["request_id"]
    )
    return Response(
        orjson.dumps(document),
        status_code=error.status,
        headers=error.headers,
        media_type=MEDIA_TYPE,
    )


async def _expected(request: Request, error: Exception) -> Response:
    """AppError, raised on purpose."""
    assert isinstance(error, errors.AppError)
    return problem_response(request, error)


async def _invalid(request: Request, error: Exception) -> Response:
    """A request that the schema rejects."""
    assert isinstance(error, RequestValidationError)
    return problem_response(request, errors.ValidationFailed(errors=field_errors(error.errors())))


async def _routing(request: Request, error: Exception) -> Response:
    """No such path or method."""
    assert isinstance(error, HTTPException)
    kind = _BY_STATUS.get(error.status_code, errors.InternalError)
    return problem_response(request, kind(headers=error.headers))


def install_error_handlers(app: FastAPI) -> None:
    """Register the handlers; what they do not know is answered by the middleware with 500."""
    app.add_exception_handler(errors.AppError, _expected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _routing)
