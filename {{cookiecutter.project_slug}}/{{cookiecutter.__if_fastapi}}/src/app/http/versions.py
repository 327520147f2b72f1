"""The versions of the API, each a path and a module of routes in the features.

A second version is a second line here; a feature that changes in it offers a module of that name,
with operation ids of its own. The first one is described as deprecated and stays until its sunset.
"""

from collections.abc import Iterator
from types import ModuleType

from app.discovery import feature_modules
from app.http.replies import API_PREFIX
from app.http.routing import OperationRoute

API_VERSIONS = {"routes": API_PREFIX}


def route_modules() -> Iterator[tuple[ModuleType, str]]:
    """The modules with the routes of all features and versions, each with its path."""
    for name, prefix in API_VERSIONS.items():
        for module in feature_modules(name):
            for route in module.router.routes:
                if isinstance(route, OperationRoute):
                    route.api_prefix = prefix
            yield module, prefix
