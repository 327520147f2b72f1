"""What serves operators rather than clients: health, metrics and the API document."""

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from app.about import PROJECT_NAME
from app.core.errors import Unauthenticated
from app.http.errors import problem_response
from app.infra.edge.docs_page import DOCS_PATH, OPENAPI_PATH, docs_page
from app.infra.edge.edge import METRICS_PATH, Edge
from app.infra.edge.exchange import Exchange
from app.infra.observability.metrics import (
    CONTENT_TYPE,
    metrics_admitted,
    metrics_page,
    metrics_served,
)
from app.infra.readiness import FAILING, NotReady, readiness
from app.infra.resources import Resources

MEDIA_TYPE = "application/json"


async def live(request: Request) -> Response:
    """The process runs."""
    return _named(request, Response(b'{"status":"live"}', media_type=MEDIA_TYPE))


async def ready(request: Request) -> Response:
    """The process can serve, or which dependency keeps it from that."""
    state = request.app.state
    if state.draining:
        return _named(request, problem_response(request, NotReady("The service is stopping.")))
    resources: Resources = state.resources
    checks = await readiness(resources)
    failing = [name for name, result in checks.items() if result == FAILING]
    if failing:
        error = NotReady(f"Failing: {', '.join(failing)}.", headers={"Retry-After": "5"})
        return _named(request, problem_response(request, error))
    body = orjson.dumps({"status": "ready", "checks": checks})
    return _named(request, Response(body, media_type=MEDIA_TYPE))


async def metrics(request: Request) -> Response:
    """The numbers of the process."""
    resources: Resources = request.app.state.resources
    if not metrics_admitted(resources.settings.http, request.headers.get("authorization")):
        raise Unauthenticated(headers={"WWW-Authenticate": "Bearer"})
    return _named(request, Response(metrics_page(), media_type=CONTENT_TYPE))


async def docs(request: Request) -> Response:
    """The page that shows the API document."""
    return _named(request, HTMLResponse(docs_page(PROJECT_NAME)))


async def openapi(request: Request) -> Response:
    """The API document."""
    document = orjson.dumps(request.app.openapi())
    return _named(request, Response(document, media_type=MEDIA_TYPE))


def plumbing_routes(edge: Edge, *, resources: Resources) -> list[Route]:
    """The routes that the settings allow."""
    routes = [Route("/health/live", live), Route("/health/ready", ready)]
    settings = resources.settings
    if metrics_served(settings.http, settings.app.env):
        routes.append(Route(METRICS_PATH, metrics))
    if edge.docs_enabled:
        routes += [Route(DOCS_PATH, docs), Route(OPENAPI_PATH, openapi)]
    return routes


def _named(request: Request, response: Response) -> Response:
    """The response, with the route noted for log and metrics."""
    exchange: Exchange = request.scope["exchange"]
    exchange.route = exchange.path
    return response
