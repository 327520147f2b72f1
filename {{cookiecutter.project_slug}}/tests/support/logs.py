"""The log as the tests see it: the last events, as they would be rendered."""

import time
from collections import deque
from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
import structlog

from app.infra.observability.logs import redact

Event = MutableMapping[str, Any]

_events: deque[dict[str, Any]] = deque(maxlen=2000)


def _keep(_: object, __: str, event: Event) -> Event:
    """Keep the event and write nothing."""
    _events.append(dict(event))
    raise structlog.DropEvent


def keep_logs() -> None:
    """Keep events: the live server writes from a thread, where output cannot be captured."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            redact,
            structlog.processors.format_exc_info,
            _keep,
        ],
        cache_logger_on_first_use=False,
    )


class Log:
    """What has been logged since the test began."""

    def events(self, name: str, **values: Any) -> list[dict[str, Any]]:
        """The events of that name whose values include `values`."""
        return [
            event
            for event in list(_events)
            if event["event"] == name and event.items() >= values.items()
        ]

    def wait_for(self, name: str, **values: Any) -> list[dict[str, Any]]:
        """The events likewise, once there are any: a server logs after it has answered."""
        deadline = time.monotonic() + 5
        while not (found := self.events(name, **values)) and time.monotonic() < deadline:
            time.sleep(0.005)
        return found

    def text(self) -> str:
        """Everything, to look for what must not be there."""
        return "\n".join(map(repr, list(_events)))


@pytest.fixture
def log() -> Iterator[Log]:
    """The log of this test."""
    _events.clear()
    yield Log()
    _events.clear()
