"""Serve the application. The one place that knows the server and its options."""

import os
import signal
import sys
import tempfile
from argparse import ArgumentParser, Namespace

import structlog
import uvicorn

from app.core.commands import command
from app.infra.edge.edge import Edge
from app.infra.observability.logs import configure_logging
from app.infra.settings import Environment
from app.settings import Settings, load_settings

log = structlog.get_logger()

# Requests that are still running when the process is told to stop have this long to finish.
GRACE_SECONDS = 20
# Longer than load balancers keep idle connections, so that they are the ones to close.
KEEP_ALIVE_SECONDS = 65


def _arguments(parser: ArgumentParser) -> None:
    """Where to listen and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", help="the address (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="the port (default: %(default)s)")
    parser.add_argument("--workers", type=int, help="processes (default: HTTP_WORKERS)")
    parser.add_argument("--reload", action="store_true", help="restart when the source changes")


@command("serve", "Serve the API.", configure=_arguments, resources=False)
def serve(options: Namespace) -> None:
    """Serve until SIGTERM or SIGINT; settings that are not usable stop the start."""
    settings = load_settings()
    configure_logging(settings.app)
    workers = options.workers or settings.http.workers
    if Edge(settings.http, settings.app.env).docs_enabled:
        log.info("documentation", url=f"http://{options.host}:{options.port}/docs")
    if workers > 1:
        _prepare_workers(settings, workers)
    # Uvicorn repeats the signal once it has stopped; a stop that was asked for is a success.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.run(
        "app.http.app:create_app",
        factory=True,
        host=options.host,
        port=options.port,
        workers=workers,
        reload=options.reload,
        loop="auto",
        http="auto",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _prepare_workers(settings: Settings, workers: int) -> None:
    """Let the processes share their metrics, and say so where they do not share limits."""
    # The name of prometheus_client's variable, which must be set before the library is imported.
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="metrics-")
    storage = settings.limits.storage_url.get_secret_value()
    if settings.app.env is Environment.PRODUCTION and storage.startswith("memory://"):
        log.warning(
            "limits_not_shared", workers=workers, advice="set RATE_LIMIT_STORAGE_URL to a Redis"
        )
