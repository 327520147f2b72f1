"""One pure ASGI middleware around everything."""

from uuid import uuid4

from starlette.types import ASGIApp, Receive, Scope, Send


class EdgeMiddleware:
    """Gives each request its id."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http":
            scope["request_id"] = uuid4().hex
        await self.app(scope, receive, send)
