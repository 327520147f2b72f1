"""The metrics page, in the text format of Prometheus.

Several server processes share their numbers through the files in PROMETHEUS_MULTIPROC_DIR, which
`python -m app serve` sets when it starts more than one; whichever process is asked answers for all.
"""

import hmac
import os

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from app.infra.edge.settings import HttpSettings
from app.infra.settings import Environment

CONTENT_TYPE = CONTENT_TYPE_LATEST
# The time at which each series began would double their number.
disable_created_metrics()

MULTIPROCESS_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def metrics_page() -> bytes:
    """All metrics of this process, or of all processes where several share a directory."""
    if not os.environ.get(MULTIPROCESS_VARIABLE):
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return generate_latest(registry)


def process_stops() -> None:
    """Take the gauges of this process out of what the processes share."""
    if os.environ.get(MULTIPROCESS_VARIABLE):
        mark_process_dead(os.getpid())


def metrics_served(settings: HttpSettings, env: Environment) -> bool:
    """Whether there is a metrics page: in production only behind a token."""
    if not settings.metrics_enabled:
        return False
    return settings.metrics_token is not None or env is not Environment.PRODUCTION


def metrics_admitted(settings: HttpSettings, authorization: str | None) -> bool:
    """Whether the Authorization header opens the page."""
    if settings.metrics_token is None:
        return True
    expected = f"Bearer {settings.metrics_token.get_secret_value()}"
    return hmac.compare_digest((authorization or "").encode(), expected.encode())
