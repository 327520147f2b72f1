"""Routes that authorise before anything is parsed, and refuse to exist without an access rule."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from app.core.bodies import parse_json
from app.core.errors import UnsupportedMediaType
from app.core.operations import operation_registry
from app.http.access import Requirement, authorise


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
    """A route of a described operation with exactly one access rule; checked when it is declared."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler behind authorisation and body parsing."""
        handle = super().get_route_handler()
        permission = self._access_rule().permission
        takes_body = self.body_field is not None

        async def guarded(request: Request) -> Response:
            await authorise(request, permission)
            if takes_body:
                request = JsonRequest(request.scope, request.receive)
                await request.read_json()
            return await handle(request)

        return guarded

    def _access_rule(self) -> Requirement:
        """The one access rule; raises RuntimeError for none, for several, or without a description."""
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


def _requirements(dependant: Dependant) -> Iterator[Requirement]:
    """The access rules among the dependencies of a route."""
    for dependency in dependant.dependencies:
        if isinstance(dependency.call, Requirement):
            yield dependency.call
        yield from _requirements(dependency)
