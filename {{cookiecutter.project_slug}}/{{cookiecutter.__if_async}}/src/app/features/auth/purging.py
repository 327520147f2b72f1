"""Removes what has expired."""

from datetime import timedelta

from app.features.auth.repository import FailureRepository, OneTimeTokenRepository
from app.infra.resources import Resources


async def purge(resources: Resources) -> dict[str, int]:
    """Delete expired one-time tokens and forgotten failures; how many rows of each table."""
    now = resources.clock()
    memory = timedelta(hours=resources.settings.auth.lockout_memory_hours)
    async with resources.transaction() as work:
        return {
            "one_time_tokens": await work.repository(OneTimeTokenRepository).purge(before=now),
            "login_failures": await work.repository(FailureRepository).purge(before=now - memory),
        }
