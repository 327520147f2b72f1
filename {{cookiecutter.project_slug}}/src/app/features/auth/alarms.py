"""Security events, logged and counted so that operators can be alerted to a spike."""

from enum import StrEnum
from typing import Any

import structlog
from prometheus_client import Counter

log = structlog.get_logger()
_events = Counter("security_events", "Security events by kind.", ["kind"])


class Alarm(StrEnum):
    """What happened."""

    LOGIN_FAILED = "login_failed"
    LOGIN_LOCKED = "login_locked"
    REFRESH_TOKEN_REUSED = "refresh_token_reused"  # noqa: S105 - the name of an event


def raise_alarm(kind: Alarm, **details: Any) -> None:
    """Log and count one event; `details` hold no address, password or token."""
    _events.labels(kind.value).inc()
    log.warning("security_event", kind=kind.value, **details)
