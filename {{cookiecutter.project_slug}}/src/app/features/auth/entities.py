"""Credentials and what proves them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.core.permissions import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a login is checked against; the hash is None where no password was ever set."""

    user_id: UUID
    email: str
    password_hash: str | None = field(repr=False)
    role: Role
    active: bool
    email_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A password that was checked but not yet counted; `key` stands for the address."""

    key: str
    credentials: Credentials | None
    correct: bool
    rehashed: str | None = field(default=None, repr=False)

    @property
    def user_id(self) -> UUID | None:
        """Whose address it is; None for an unknown one."""
        return None if self.credentials is None else self.credentials.user_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """The failed logins of one address since the last success."""

    count: int
    last_failed_at: datetime
    locked_until: datetime | None


class Purpose(StrEnum):
    """What a one-time token is for."""

    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of a purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeToken:
    """A secret that was mailed to a user; only its digest is kept."""

    id: UUID
    user_id: UUID
    purpose: Purpose
    digest: str = field(repr=False)
    expires_at: datetime
    created_at: datetime
