"""What is recorded of every request: one log line, and rate, errors and duration per route."""

import structlog
from prometheus_client import Counter, Gauge, Histogram

from app.infra.edge.exchange import Exchange

log = structlog.get_logger()

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_duration = Histogram(
    "http_request_duration_seconds",
    "Duration of requests by route template.",
    ["method", "route", "status"],
    buckets=_BUCKETS,
)
_in_progress = Gauge(
    "http_requests_in_progress", "Requests being served.", multiprocess_mode="livesum"
)
_unhandled = Counter("http_unhandled_errors", "Requests that failed unexpectedly.")

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RequestRecorder:
    """Writes access log and metrics; the path and query, which may hold secrets, are left out."""

    def __init__(self, *, slow_ms: float) -> None:
        self._slow_ms = slow_ms
        # Looking a child up by labels costs more than the observation.
        self._children: dict[tuple[str, str, int], Histogram] = {}

    def started(self) -> None:
        """A request came in."""
        _in_progress.inc()

    def finished(self, exchange: Exchange, *, status: int, seconds: float) -> None:
        """A request was answered."""
        _in_progress.dec()
        self._child(exchange, status).observe(seconds)
        milliseconds = seconds * 1000
        write = log.info
        if milliseconds > self._slow_ms:
            write = log.warning
        elif exchange.plumbing:
            write = log.debug
        write(
            "request",
            method=exchange.method,
            route=exchange.route,
            status=status,
            duration_ms=round(milliseconds, 2),
            address=exchange.address,
        )

    def failed(self, error: BaseException) -> None:
        """A request failed unexpectedly: the one place where its traceback is logged."""
        _unhandled.inc()
        log.error("unhandled_error", exc_info=error)

    def _child(self, exchange: Exchange, status: int) -> Histogram:
        """The series of the route; unknown methods share one."""
        method = exchange.method if exchange.method in _METHODS else "other"
        key = (method, exchange.route, status)
        child = self._children.get(key)
        if child is None:
            child = self._children[key] = _duration.labels(*key)
        return child
