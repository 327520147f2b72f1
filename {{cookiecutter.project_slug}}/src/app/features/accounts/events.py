"""What happens to accounts."""

from dataclasses import dataclass
from uuid import UUID

from app.core.events import Event
from app.core.permissions import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRoleChanged(Event):
    """An administrator gave the user another role."""

    user_id: UUID
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDeactivated(Event):
    """An administrator locked the user out."""

    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UserErased(Event):
    """The user deleted the account; the personal data are gone."""

    user_id: UUID
