"""Every failure answers with a problem document."""

from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.core import errors
from app.core.problems import field_errors
from app.http.allow import allowed_methods
from app.infra.edge.exchange import problem_answer

_BY_STATUS: Mapping[int, type[errors.AppError]] = {
    400: errors.MalformedBody,
    404: errors.NotFound,
    405: errors.MethodNotAllowed,
    413: errors.BodyTooLarge,
}


def problem_response(request: Request, error: errors.AppError) -> Response:
    """The answer for an expected error."""
    answer = problem_answer(error, request.scope["exchange"])
    response = Response(answer.body, status_code=answer.status)
    response.headers.update(dict(answer.headers))
    return response


async def _expected(request: Request, error: Exception) -> Response:
    """AppError, raised on purpose."""
    if not isinstance(error, errors.AppError):
        raise error
    return problem_response(request, error)


async def _invalid(request: Request, error: Exception) -> Response:
    """A request that the schema rejects."""
    if not isinstance(error, RequestValidationError):
        raise error
    return problem_response(request, errors.ValidationFailed(errors=field_errors(error.errors())))


async def _routing(request: Request, error: Exception) -> Response:
    """No such path or method; OPTIONS on an existing path is answered with its methods."""
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code != errors.MethodNotAllowed.status:
        kind = _BY_STATUS.get(error.status_code, errors.InternalError)
        return problem_response(request, kind(headers=error.headers))
    allow = {"Allow": ", ".join(allowed_methods(request.app, request.url.path))}
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=allow)
    return problem_response(request, errors.MethodNotAllowed(headers=allow))


def install_error_handlers(app: FastAPI) -> None:
    """Register the handlers; what they do not know is answered by the middleware with 500."""
    app.add_exception_handler(errors.AppError, _expected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _routing)
