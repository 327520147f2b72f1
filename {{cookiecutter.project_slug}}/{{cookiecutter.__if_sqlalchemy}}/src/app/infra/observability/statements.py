"""What is recorded of the database: durations of statements, slow ones, and the pools."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from prometheus_client import Counter, Gauge, Histogram
from sqlalchemy import Engine, event

log = structlog.get_logger()

# (cursor, statement, parameters, context): whether the statement has been executed.
Execute = Callable[[Any, str, Any, Any], Any]

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_KINDS = ("SELECT", "INSERT", "UPDATE", "DELETE")

_duration = Histogram(
    "database_statement_duration_seconds", "Duration of statements.", ["kind"], buckets=_BUCKETS
)
_slow = Counter("database_slow_statements", "Statements slower than DATABASE_SLOW_QUERY_MS.")
_in_use = Gauge(
    "database_pool_connections_in_use",
    "Connections that requests hold.",
    ["pool"],
    multiprocess_mode="livesum",
)
_size = Gauge(
    "database_pool_size",
    "The most connections that requests can hold.",
    ["pool"],
    multiprocess_mode="livesum",
)
_durations = {kind: _duration.labels(kind) for kind in (*_KINDS, "OTHER")}


def observe_statements(engine: Engine, *, slow_ms: float) -> None:
    """Record what the engine does; slow statements are logged without their parameters.

    The hooks stand in for the dialect's own calls: listening before and after each statement would
    make SQLAlchemy dispatch five further events.
    """
    slow_seconds = slow_ms / 1000
    dialect = engine.dialect

    def observed(execute: Execute) -> Execute:
        """The call with its duration recorded."""

        def hook(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
            started_at = time.perf_counter()
            execute(cursor, statement, parameters, context)
            seconds = time.perf_counter() - started_at
            _durations.get(statement[:6], _durations["OTHER"]).observe(seconds)
            if seconds > slow_seconds:
                _slow.inc()
                milliseconds = round(seconds * 1000, 2)
                log.warning("slow_statement", statement=statement, duration_ms=milliseconds)
            return True

        return hook

    event.listen(engine, "do_execute", observed(dialect.do_execute))
    event.listen(engine, "do_executemany", observed(dialect.do_executemany))


def observe_pool(name: str, *, size: int) -> Gauge:
    """The gauge of the connections in use, to be raised and lowered with each."""
    _size.labels(name).set(size)
    return _in_use.labels(name)
