"""What happens to credentials."""

from dataclasses import dataclass, field
from uuid import UUID

from app.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRegistered(Event):
    """A new account waits for its e-mail address to be verified."""

    user_id: UUID
    email: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationRepeated(Event):
    """Somebody registered an address that has an account already."""

    user_id: UUID
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRequested(Event):
    """The user wants the verification mail once more."""

    user_id: UUID
    email: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailVerified(Event):
    """The address is the user's."""

    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordResetRequested(Event):
    """The user forgot the password."""

    user_id: UUID
    email: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Event):
    """The user has a new password."""

    user_id: UUID
    email: str
