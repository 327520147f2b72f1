"""Serve the application. The one place that knows the server and its options."""

import sys
from argparse import ArgumentParser, Namespace

import uvicorn

from app.core.commands import command
from app.infra.edge.edge import Edge
from app.settings import load_settings

# Requests that are still running when the process is told to stop have this long to finish.
GRACE_SECONDS = 20


def _arguments(parser: ArgumentParser) -> None:
    """Where to listen and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", help="the address (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="the port (default: %(default)s)")
    parser.add_argument("--workers", type=int, help="processes (default: WEB_CONCURRENCY or 1)")
    parser.add_argument("--reload", action="store_true", help="restart when the source changes")


@command("serve", "Serve the API.", configure=_arguments, resources=False)
def serve(options: Namespace) -> None:
    """Serve until SIGTERM or SIGINT; settings that are not usable stop the start."""
    settings = load_settings()
    if Edge(settings.http, settings.app.env).docs_enabled:
        sys.stderr.write(f"Documentation: http://{options.host}:{options.port}/docs\n")
    uvicorn.run(
        "app.http.app:create_app",
        factory=True,
        host=options.host,
        port=options.port,
        workers=options.workers,
        reload=options.reload,
        loop="auto",
        http="auto",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
