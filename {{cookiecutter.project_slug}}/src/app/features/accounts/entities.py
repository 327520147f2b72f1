"""Accounts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.permissions import Role

DEFAULT_LOCALE = "en"
DEFAULT_TIMEZONE = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a person says about themselves."""

    display_name: str = ""
    locale: str = DEFAULT_LOCALE
    timezone: str = DEFAULT_TIMEZONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A user with the profile; `erased_at` tells when the personal data were removed."""

    id: UUID
    email: str
    role: Role
    active: bool
    email_verified_at: datetime | None
    erased_at: datetime | None
    profile: Profile
    version: int
    created_at: datetime
    updated_at: datetime

    @property
    def email_verified(self) -> bool:
        """Whether the person has shown that the address is theirs."""
        return self.email_verified_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFilter:
    """Which accounts to list; None means any. `q` is the beginning of an e-mail address."""

    role: Role | None = None
    active: bool | None = None
    q: str | None = None
