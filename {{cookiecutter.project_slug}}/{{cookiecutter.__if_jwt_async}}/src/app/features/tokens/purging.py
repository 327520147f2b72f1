"""Removes what has expired."""

from app.features.tokens.repository import SessionRepository
from app.infra.resources import Resources


async def purge(resources: Resources) -> dict[str, int]:
    """Delete expired refresh tokens and sessions; how many rows of each table."""
    now = resources.clock()
    async with resources.transaction() as work:
        sessions = work.repository(SessionRepository)
        return {
            "refresh_tokens": await sessions.purge_tokens(before=now),
            "token_sessions": await sessions.purge(before=now),
        }
