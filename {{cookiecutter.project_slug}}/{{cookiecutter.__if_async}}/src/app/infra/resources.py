"""The process-wide resources: what every use case works with, put together in one place."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

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

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Work]:
        """One transaction; the events published in it are handled after the commit."""
        async with self.database.transaction() as work:
            yield work
        for event in work.events:
            await self._dispatch(event)

    def reading(self) -> AbstractAsyncContextManager[Work]:
        """Reads without a transaction."""
        return self.database.reading()

    async def _dispatch(self, event: Event) -> None:
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
