"""The process-wide resources: what every use case works with, put together in one place."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from types import TracebackType

import structlog

from app.core.clock import Clock, utc_now
from app.core.events import Event, handlers_of
from app.discovery import feature_modules
from app.infra.database import Database, Work
from app.infra.passwords import PasswordHasher
from app.integrations.mail.adapter import create_mailer
from app.integrations.mail.port import Mailer
from app.settings import Settings

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Resources:
    """Settings and the services that hold connections or state; one per process."""

    settings: Settings
    database: Database
    passwords: PasswordHasher
    mailer: Mailer
    clock: Clock = utc_now

    def transaction(self) -> AbstractAsyncContextManager[Work]:
        """One transaction; the events published in it are handled after the commit."""
        return _Transaction(self)

    def reading(self) -> AbstractAsyncContextManager[Work]:
        """Reads without a transaction."""
        return self.database.reading()

    async def dispatch(self, event: Event) -> None:
        """Call the handlers; the commit stands, so a failure is logged and the next one runs."""
        for handler in handlers_of(type(event)):
            try:
                await handler(self, event)
            except Exception:
                log.exception(
                    "event_handler_failed", handler_name=handler.__name__, kind=type(event).__name__
                )

    async def close(self) -> None:
        """Release everything."""
        await self.database.close()


class _Transaction:
    """A transaction of the database, and then the handlers of its events."""

    __slots__ = ("_resources", "_unit", "_work")

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._unit = resources.database.transaction()

    async def __aenter__(self) -> Work:
        """Open the unit of work."""
        self._work = await self._unit.__aenter__()
        return self._work

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Commit and handle the events, or roll back."""
        await self._unit.__aexit__(kind, error, trace)
        if error is None:
            for event in self._work.events:
                await self._resources.dispatch(event)


def create_resources(settings: Settings) -> Resources:
    """Put the resources together and register the event handlers of all features."""
    for _ in feature_modules("handlers"):
        continue
    return Resources(
        settings=settings,
        database=Database(settings.database),
        passwords=PasswordHasher(settings.auth),
        mailer=create_mailer(settings),
    )
