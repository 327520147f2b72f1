"""The API document of this application; making it takes no settings and opens no connection."""

import importlib
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.about import DESCRIPTION, PROJECT_NAME, VERSION
from app.core.openapi.document import finalise
from app.core.permissions import Permission
from app.discovery import register_declarations
from app.features.auth.scheme import SECURITY
from app.http.routing import OperationRoute
from app.http.versions import route_modules


def api_document() -> dict[str, Any]:
    """The finished document of all features' operations."""
    register_declarations()
    app = FastAPI()
    tags: dict[str, str] = {}
    for module, prefix in route_modules():
        app.include_router(module.router, prefix=prefix)
        feature = importlib.import_module(str(module.__package__))
        for tag in module.router.tags:
            tags.setdefault(str(tag), (feature.__doc__ or "").strip())
    document = get_openapi(
        title=PROJECT_NAME, version=VERSION, description=DESCRIPTION, routes=app.routes
    )
    return finalise(document, access=access_rules(), security=SECURITY, tags=tags)


def access_rules() -> dict[str, Permission | None]:
    """The permission of each operation by its id; None for public ones."""
    return {
        str(route.operation_id): route.access_rule().permission
        for module, _ in route_modules()
        for route in module.router.routes
        if isinstance(route, OperationRoute)
    }
