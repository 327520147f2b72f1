"""Roles and permissions: one registry, filled by the `permissions` module of each feature."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.core.errors import PermissionDenied


class Role(StrEnum):
    """What an account is; every account has exactly one role."""

    CUSTOMER = "customer"
    STAFF = "staff"
    ADMIN = "admin"


EVERYONE = frozenset(Role)
TEAM = frozenset({Role.STAFF, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Permission:
    """A right to do one kind of thing, and the roles that hold it."""

    name: str
    description: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Principal:
    """Who makes the request, as authentication established it."""

    user_id: UUID
    role: Role
    session_id: UUID | None = None

    def may(self, permission: Permission) -> bool:
        """Whether the principal's role holds `permission`."""
        return self.role in permission.roles

    def require(self, permission: Permission) -> None:
        """Raise PermissionDenied unless the principal holds `permission`."""
        if not self.may(permission):
            raise PermissionDenied


_registry: dict[str, Permission] = {}


def permission(name: str, description: str, roles: Iterable[Role]) -> Permission:
    """Declare a permission; its name (`resource:action`) must be new."""
    if name in _registry:
        raise ValueError(f"The permission {name!r} is declared twice.")
    declared = Permission(name=name, description=description, roles=frozenset(roles))
    _registry[name] = declared
    return declared


def permission_registry() -> dict[str, Permission]:
    """All declared permissions by name, sorted."""
    return dict(sorted(_registry.items()))
