"""Sessions and tokens."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A login and all tokens that descend from it: the family that a reuse revokes."""

    id: UUID
    user_id: UUID
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshToken:
    """A refresh token, of which only the digest is kept."""

    id: UUID
    session_id: UUID
    digest: str = field(repr=False)
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedToken:
    """A refresh token that a client presents, with the state of its session and user."""

    id: UUID
    session: Session
    expires_at: datetime
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessClaims:
    """What an access token says once it is verified."""

    user_id: UUID
    session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPair:
    """What a login hands out; `expires_in` counts the seconds of the access token."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_in: int
