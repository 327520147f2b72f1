"""Structured logs to standard output: one JSON object a line, secrets redacted.

Our own lines take structlog's short way; those of libraries, which use the standard `logging`, are
rendered by the same processors.
"""

import logging
import sys
from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

import orjson
import structlog
from structlog.typing import Processor

from app.infra.settings import AppSettings

REDACTED = "[redacted]"

# Keys whose values never reach a log, wherever they stand in an event.
SECRET_WORDS = (
    "password",
    "secret",
    "token",
    "authorization",
    "cookie",
    "api_key",
    "recovery_code",
)


def redact(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace the values of keys that name secrets, at any depth."""
    for key, value in event.items():
        if _is_secret(key):
            event[key] = REDACTED
        elif isinstance(value, dict):
            event[key] = redact(_, __, dict(value))
    return event


@lru_cache(maxsize=1024)
def _is_secret(key: str) -> bool:
    """Whether the key names a secret."""
    lowered = key.lower()
    return any(word in lowered for word in SECRET_WORDS)


def _json(event: dict[str, Any], **_: Any) -> bytes:
    """The line of an event; what JSON does not know is written as text."""
    return orjson.dumps(event, default=repr)


def configure_logging(settings: AppSettings) -> None:
    """Set structlog and the standard logging up for the process."""
    level = logging.getLevelNamesMapping()[settings.log_level]
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        redact,
    ]
    if settings.log_format == "json":
        renderers: list[Processor] = [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(serializer=_json),
        ]
        factory: Any = structlog.BytesLoggerFactory(sys.stdout.buffer)
    else:
        renderers = [structlog.dev.ConsoleRenderer()]
        factory = structlog.PrintLoggerFactory(sys.stdout)
    structlog.configure(
        processors=[*shared, *renderers],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=factory,
        cache_logger_on_first_use=True,
    )
    _bridge_standard_logging(level, [*shared, *renderers])


def _bridge_standard_logging(level: int, processors: list[Processor]) -> None:
    """Send what libraries log through the same processors."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *processors[:-1],
                _as_text(processors[-1]),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    # What libraries tell of their daily work is noise; their warnings are not.
    root.setLevel(max(level, logging.WARNING))
    logging.getLogger("uvicorn.error").setLevel(level)


def _as_text(renderer: Processor) -> Processor:
    """The renderer with its bytes as text, which the standard logging expects."""

    def render(logger: Any, name: str, event: MutableMapping[str, Any]) -> str:
        line = renderer(logger, name, event)
        return line.decode() if isinstance(line, bytes) else str(line)

    return render
