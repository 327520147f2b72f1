"""Use cases of accounts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.core.errors import PreconditionFailed
from app.core.ids import new_id
from app.core.pagination import Page, PageRequest
from app.core.permissions import Principal, Role
from app.core.preconditions import require_match
from app.features.accounts.entities import Account, AccountFilter, Profile
from app.features.accounts.errors import UserNotFound
from app.features.accounts.events import UserDeactivated, UserErased, UserRoleChanged
from app.features.accounts.repository import AccountRepository
from app.features.accounts.rules import administered, erased, loses_admin, require_other_admin
from app.features.accounts.trail import record_user
from app.features.auth.authentication import end_access
from app.features.auth.entities import Purpose
from app.features.auth.repository import CredentialRepository, OneTimeTokenRepository
from app.infra.database import Work
from app.infra.resources import Resources


def new_account(
    resources: Resources, *, email: str, role: Role, profile: Profile, verified: bool = False
) -> Account:
    """An account that is not stored yet."""
    now = resources.clock()
    return Account(
        id=new_id(),
        email=email,
        role=role,
        active=True,
        email_verified_at=now if verified else None,
        erased_at=None,
        profile=profile,
        version=1,
        created_at=now,
        updated_at=now,
    )


async def create_account(
    resources: Resources,
    *,
    email: str,
    password: str,
    role: Role,
    verified: bool = True,
    display_name: str = "",
) -> Account:
    """Open an account without asking its owner; raises EmailTaken. The policy is the caller's."""
    profile = Profile(display_name=display_name)
    account = new_account(resources, email=email, role=role, profile=profile, verified=verified)
    password_hash = await resources.passwords.hash(password)
    async with resources.transaction() as work:
        await work.repository(AccountRepository).add(account, password_hash=password_hash)
        await record_user(work, "user.created", account.id, after={"role": role})
    return account


async def read_own(resources: Resources, *, actor: Principal) -> Account:
    """The actor's account."""
    async with resources.reading() as work:
        return _existing(await work.repository(AccountRepository).get(actor.user_id))


async def update_own(
    resources: Resources, *, actor: Principal, if_match: str | None, changes: Mapping[str, Any]
) -> Account:
    """Change the actor's profile; raises PreconditionRequired or PreconditionFailed."""
    async with resources.transaction() as work:
        account = _existing(await work.repository(AccountRepository).get(actor.user_id))
        require_match(if_match, version=account.version)
        changed = replace(account, profile=replace(account.profile, **changes))
        changed = await _store(resources, work, changed)
        # The trail outlives the account, so it names the fields but not what they held.
        fields = {"fields": sorted(changes)}
        await record_user(
            work, "user.profile_changed", account.id, actor_id=actor.user_id, after=fields
        )
    return changed


async def delete_own(resources: Resources, *, actor: Principal) -> None:
    """Remove the actor's personal data and lock the account for good; raises LastAdmin (BR-33)."""
    async with resources.transaction() as work:
        accounts = work.repository(AccountRepository)
        admins = await accounts.lock_active_admins()
        account = _existing(await accounts.get(actor.user_id))
        require_other_admin(account, active_admins=admins)
        await _store(resources, work, erased(account, now=resources.clock()))
        await work.repository(CredentialRepository).set_password_hash(account.id, None)
        await work.repository(OneTimeTokenRepository).withdraw(account.id, *Purpose)
        await end_access(resources, work, user_id=account.id)
        work.publish(UserErased(user_id=account.id))
        await record_user(work, "user.erased", account.id, actor_id=actor.user_id)


async def list_users(
    resources: Resources, *, actor: Principal, page: PageRequest, wanted: AccountFilter
) -> Page[Account]:
    """The accounts that match; that they were looked at is recorded."""
    async with resources.transaction() as work:
        found = await work.repository(AccountRepository).list(page, wanted)
        seen = {"user_ids": [account.id for account in found.items]}
        await record_user(work, "user.listed", None, actor_id=actor.user_id, after=seen)
    return found


async def read_user(resources: Resources, *, actor: Principal, user_id: UUID) -> Account:
    """One account; looking at another person's is recorded. Raises UserNotFound."""
    async with resources.transaction() as work:
        account = _existing(await work.repository(AccountRepository).get(user_id))
        if actor.user_id != user_id:
            await record_user(work, "user.read", user_id, actor_id=actor.user_id)
    return account


async def update_user(
    resources: Resources,
    *,
    actor: Principal,
    user_id: UUID,
    if_match: str | None,
    role: Role | None = None,
    active: bool | None = None,
) -> Account:
    """Change what an administrator may; None leaves a value as it is.

    Raises UserNotFound, PreconditionRequired, PreconditionFailed, OwnAccount, LastAdmin or
    AccountErased.
    """
    async with resources.transaction() as work:
        accounts = work.repository(AccountRepository)
        admins = await accounts.lock_active_admins()
        account = _existing(await accounts.get(user_id))
        require_match(if_match, version=account.version)
        changed = administered(
            account,
            by=actor,
            role=account.role if role is None else role,
            active=account.active if active is None else active,
        )
        if loses_admin(account, changed):
            require_other_admin(account, active_admins=admins)
        stored = await _store(resources, work, changed)
        await _announce(resources, work, actor, before=account, after=stored)
    return stored


async def _announce(
    resources: Resources, work: Work, actor: Principal, *, before: Account, after: Account
) -> None:
    """Record and publish what an administrator changed."""
    if before.role != after.role:
        work.publish(UserRoleChanged(user_id=after.id, role=after.role))
        await record_user(
            work,
            "user.role_changed",
            after.id,
            actor_id=actor.user_id,
            before={"role": before.role},
            after={"role": after.role},
        )
    if before.active and not after.active:
        await end_access(resources, work, user_id=after.id)
        work.publish(UserDeactivated(user_id=after.id))
        await record_user(work, "user.deactivated", after.id, actor_id=actor.user_id)
    if after.active and not before.active:
        await record_user(work, "user.activated", after.id, actor_id=actor.user_id)


async def _store(resources: Resources, work: Work, account: Account) -> Account:
    """Store the account as its next version; raises PreconditionFailed if it moved on."""
    stored = replace(account, version=account.version + 1, updated_at=resources.clock())
    accounts = work.repository(AccountRepository)
    if not await accounts.update(stored, expected_version=account.version):
        raise PreconditionFailed
    return stored


def _existing(account: Account | None) -> Account:
    """The account; raises UserNotFound."""
    if account is None:
        raise UserNotFound
    return account
