"""Removes what has expired."""

from app.features.tokens.repository import SessionRepository
from app.infra.resources import Resources


async def purge(resources: Resources) -> dict[str, int]:
    """Delete expired sessions with their refresh tokens; how many sessions."""
    async with resources.transaction() as work:
        sessions = work.repository(SessionRepository)
        return {"token_sessions": await sessions.purge(before=resources.clock())}
