"""The application factory: `uvicorn app.http.app:create_app --factory`."""

from typing import Any

from fastapi import FastAPI

from app.about import DESCRIPTION, PROJECT_NAME, VERSION
from app.discovery import register_declarations, register_health_checks
from app.http.errors import install_error_handlers
from app.http.lifecycle import lifespan
from app.http.middleware import EdgeMiddleware
from app.http.openapi import api_document
from app.http.plumbing import plumbing_routes
from app.http.versions import route_modules
from app.infra.edge.edge import Edge
from app.infra.observability.logs import configure_logging
from app.infra.rate_limits.limiter import create_limiter
from app.infra.resources import Resources, create_resources
from app.settings import load_settings


class Application(FastAPI):
    """FastAPI with our API document."""

    def openapi(self) -> dict[str, Any]:
        """The document that `openapi.json` holds, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = api_document()
        return self.openapi_schema


def create_app(resources: Resources | None = None) -> FastAPI:
    """The application over `resources`, by default those of the environment."""
    if resources is None:
        settings = load_settings()
        configure_logging(settings.app)
        resources = create_resources(settings)
    register_declarations()
    register_health_checks()
    app = Application(
        title=PROJECT_NAME,
        description=DESCRIPTION,
        version=VERSION,
        lifespan=lifespan,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    edge = Edge(resources.settings.http, resources.settings.app.env)
    app.state.resources = resources
    app.state.limiter = create_limiter(resources.settings.limits)
    app.state.draining = False
    for module, prefix in route_modules():
        app.include_router(module.router, prefix=prefix)
    app.router.routes.extend(plumbing_routes(edge, resources=resources))
    install_error_handlers(app)
    app.add_middleware(EdgeMiddleware, edge=edge, limiter=app.state.limiter)
    return app
