"""Routes that authorise before anything is parsed, and refuse to exist without an access rule."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from app.core.bodies import parse_json
from app.core.deprecation import deprecation_headers
from app.core.errors import FieldError, UnsupportedMediaType, ValidationFailed
from app.core.operations import operation_registry
from app.http.access import Requirement, admit
from app.http.replies import API_PREFIX
from app.infra.edge.exchange import Exchange

# Pydantic's words for an unknown field, here for an unknown parameter.
EXTRA_MESSAGE, EXTRA_TYPE = "Extra inputs are not permitted", "extra_forbidden"


class JsonRequest(Request):
    """A request whose body has been read as JSON."""

    parsed: Any = None

    async def json(self) -> Any:
        """What `read_json` parsed."""
        return self.parsed

    async def read_json(self) -> None:
        """Parse the body; raises UnsupportedMediaType or MalformedBody."""
        body = await self.body()
        if not body:
            return
        media_type = self.headers.get("content-type", "").partition(";")[0]
        if media_type.strip().lower() != "application/json":
            raise UnsupportedMediaType
        settings = self.app.state.resources.settings.http
        self.parsed = parse_json(body, max_depth=settings.max_json_depth)


class OperationRoute(APIRoute):
    """A route of a described operation with exactly one access rule; checked when declared."""

    # The path of the API's version that the route is included in.
    api_prefix = API_PREFIX

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler behind authorisation and body parsing."""
        handle = super().get_route_handler()
        permission = self.access_rule().permission
        operation = operation_registry()[str(self.operation_id)]
        notices = deprecation_headers(operation)
        takes_body = self.body_field is not None
        takes_query = bool(self.dependant.query_params)

        async def guarded(request: Request) -> Response:
            exchange: Exchange = request.scope["exchange"]
            exchange.route = self.api_prefix + self.path_format
            exchange.notices = notices
            await admit(request, permission, checks_credentials=operation.checks_credentials)
            if not takes_query and request.scope["query_string"]:
                _refuse_query(request)
            if takes_body:
                request = JsonRequest(request.scope, request.receive)
                await request.read_json()
            return await handle(request)

        return guarded

    def access_rule(self) -> Requirement:
        """The one access rule; raises RuntimeError for none, several, or without description."""
        if self.operation_id not in operation_registry():
            raise RuntimeError(
                f"{self.path} has the operation id {self.operation_id!r}, which no feature's "
                "operations.py describes."
            )
        rules = list(_requirements(self.dependant))
        if len(rules) != 1:
            raise RuntimeError(
                f"{self.operation_id} has {len(rules)} access rules: give its handler one "
                "parameter with `requires(...)`, or the route `dependencies=[PUBLIC]`."
            )
        return rules[0]


def _refuse_query(request: Request) -> None:
    """Raise ValidationFailed for query parameters of an operation that has none."""
    unknown = dict.fromkeys(request.query_params)
    if unknown:
        raise ValidationFailed(
            errors=[FieldError(("query", name), EXTRA_MESSAGE, EXTRA_TYPE) for name in unknown]
        )


def _requirements(dependant: Dependant) -> Iterator[Requirement]:
    """The access rules among the dependencies of a route."""
    for dependency in dependant.dependencies:
        if isinstance(dependency.call, Requirement):
            yield dependency.call
        yield from _requirements(dependency)
