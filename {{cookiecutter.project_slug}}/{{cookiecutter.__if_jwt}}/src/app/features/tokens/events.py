"""What happens to sessions."""

from dataclasses import dataclass
from uuid import UUID

from app.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshTokenReused(Event):
    """BR-39: a used refresh token came again, so somebody stole it; its session was ended."""

    user_id: UUID
    session_id: UUID
