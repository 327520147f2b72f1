"""The application factory: `uvicorn app.http.app:create_app --factory`."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.about import DESCRIPTION, PROJECT_NAME, VERSION
from app.discovery import feature_modules, register_declarations
from app.http.errors import install_error_handlers
from app.http.middleware import EdgeMiddleware
from app.http.replies import API_PREFIX
from app.infra.resources import Resources, create_resources
from app.settings import load_settings


def create_app(resources: Resources | None = None) -> FastAPI:
    """The application over `resources`, by default those of the environment."""
    resources = resources or create_resources(load_settings())
    register_declarations()
    app = FastAPI(
        title=PROJECT_NAME,
        description=DESCRIPTION,
        version=VERSION,
        lifespan=_lifespan,
        redirect_slashes=False,
        docs_url="/docs" if resources.settings.http.docs_enabled else None,
        redoc_url=None,
        openapi_url="/openapi.json" if resources.settings.http.docs_enabled else None,
    )
    app.state.resources = resources
    for module in feature_modules("routes"):
        app.include_router(module.router, prefix=API_PREFIX)
    install_error_handlers(app)
    app.add_middleware(EdgeMiddleware)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Start and stop; freezing what start-up made keeps the collector's pauses short."""
    gc.collect()
    gc.freeze()
    yield
    await app.state.resources.close()
