"""What holds for accounts."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.core.permissions import Principal, Role
from app.features.accounts.entities import Account, Profile
from app.features.accounts.errors import AccountErased, LastAdmin, OwnAccount


def email_key(email: str) -> str:
    """The form in which addresses, which are ASCII, are compared (BR-30)."""
    return email.lower()


def administered(account: Account, *, by: Principal, role: Role, active: bool) -> Account:
    """The account so changed; raises OwnAccount (BR-34) or AccountErased (BR-35)."""
    if (role, active) == (account.role, account.active):
        return account
    if account.id == by.user_id:
        raise OwnAccount
    if account.erased_at is not None:
        raise AccountErased
    return replace(account, role=role, active=active)


def require_other_admin(account: Account, *, active_admins: set[UUID]) -> None:
    """Raise LastAdmin if no other active administrator would be left (BR-33)."""
    if account.id in active_admins and len(active_admins) == 1:
        raise LastAdmin


def loses_admin(before: Account, after: Account) -> bool:
    """Whether the change takes an active administrator away."""
    was, is_still = ((a.active and a.role is Role.ADMIN) for a in (before, after))
    return was and not is_still


def erased(account: Account, *, now: datetime) -> Account:
    """The account without personal data; what refers to it, such as orders, stays."""
    return replace(
        account,
        email=f"{account.id}@erased.invalid",
        active=False,
        email_verified_at=None,
        erased_at=now,
        profile=Profile(),
    )
