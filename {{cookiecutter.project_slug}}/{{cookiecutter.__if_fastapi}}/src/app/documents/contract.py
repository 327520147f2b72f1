"""What the application offers over HTTP."""

from unittest.mock import MagicMock

from app.discovery import feature_modules
from app.documents.shapes import Contract
from app.http.app import create_app
from app.http.routing import OperationRoute


def read_contract() -> Contract:
    """The contract of the application; needs no settings and opens no connection."""
    access: dict[str, str | None] = {}
    for module in feature_modules("routes"):
        for route in module.router.routes:
            if isinstance(route, OperationRoute) and route.operation_id:
                rule = route._access_rule()
                access[route.operation_id] = rule.permission.name if rule.permission else None
    return Contract(openapi=create_app(MagicMock()).openapi(), access=access)
