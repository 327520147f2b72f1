"""Queries on accounts."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from app.core.pagination import Page, PageRequest
from app.core.permissions import Role
from app.features.accounts.entities import Account, AccountFilter, Profile
from app.features.accounts.errors import EmailTaken
from app.features.accounts.models import ProfileRow, UserRow
from app.features.accounts.rules import email_key
from app.infra.queries import after_position, table_of, to_page, violates_unique

_users = table_of(UserRow)
_profiles = table_of(ProfileRow)
_SELECT: Select[Any] = select(
    *(column for column in _users.c if column.name != "password_hash"),
    _profiles.c.display_name,
    _profiles.c.locale,
    _profiles.c.timezone,
).join_from(_users, _profiles)
_BY_ID = _SELECT.where(UserRow.id == bindparam("id"))
_BY_EMAIL = _SELECT.where(UserRow.email_key == bindparam("key"))
_ACTIVE_ADMINS = (
    select(UserRow.id).where(UserRow.role == Role.ADMIN.value, UserRow.active).with_for_update()
)
_SORT_COLUMNS = {"created_at": _users.c.created_at, "email": _users.c.email_key}


class AccountRepository:
    """Accounts in the database."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, user_id: UUID) -> Account | None:
        """The account, if there is one."""
        row = (await self._connection.execute(_BY_ID, {"id": user_id})).one_or_none()
        return None if row is None else _entity(row)

    async def find(self, email: str) -> Account | None:
        """The account with that address in any case, if there is one."""
        row = (await self._connection.execute(_BY_EMAIL, {"key": email_key(email)})).one_or_none()
        return None if row is None else _entity(row)

    async def list(self, page: PageRequest, wanted: AccountFilter) -> Page[Account]:
        """One page of the wanted accounts."""
        statement = _SELECT
        if wanted.role is not None:
            statement = statement.where(UserRow.role == wanted.role.value)
        if wanted.active is not None:
            statement = statement.where(UserRow.active == wanted.active)
        if wanted.q is not None:
            prefix = email_key(wanted.q)
            statement = statement.where(UserRow.email_key.startswith(prefix, autoescape=True))
        statement = after_position(statement, page, _SORT_COLUMNS, _users.c.id)
        rows = (await self._connection.execute(statement)).all()
        label = _SORT_COLUMNS[page.column].name
        return to_page(rows, page, [_entity(row) for row in rows], label)

    async def add(self, account: Account, *, password_hash: str | None) -> None:
        """BR-31: a user and the profile are stored together or not at all. Raises EmailTaken."""
        values = {**_user_values(account), "password_hash": password_hash}
        try:
            await self._connection.execute(insert(UserRow), values)
        except IntegrityError as error:
            if violates_unique(error, _users.c.email_key):
                raise EmailTaken from error
            raise
        await self._connection.execute(
            insert(ProfileRow), {"user_id": account.id, **_profile_values(account.profile)}
        )

    async def update(self, account: Account, *, expected_version: int) -> bool:
        """Store the account unless its version moved on; whether it was stored."""
        result = await self._connection.execute(
            update(UserRow)
            .where(UserRow.id == account.id, UserRow.version == expected_version)
            .values(**_user_values(account))
        )
        if result.rowcount != 1:
            return False
        await self._connection.execute(
            update(ProfileRow)
            .where(ProfileRow.user_id == account.id)
            .values(**_profile_values(account.profile))
        )
        return True

    async def lock_active_admins(self) -> set[UUID]:
        """The ids of all active administrators, who cannot change until the transaction ends."""
        return set((await self._connection.execute(_ACTIVE_ADMINS)).scalars())


def _entity(row: Row[Any]) -> Account:
    """The account of a row."""
    return Account(
        id=row.id,
        email=row.email,
        role=Role(row.role),
        active=row.active,
        email_verified_at=row.email_verified_at,
        erased_at=row.erased_at,
        profile=Profile(display_name=row.display_name, locale=row.locale, timezone=row.timezone),
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _user_values(account: Account) -> Mapping[str, Any]:
    """The columns of a user, but for the password."""
    return {
        "id": account.id,
        "email": account.email,
        "email_key": email_key(account.email),
        "role": account.role.value,
        "active": account.active,
        "email_verified_at": account.email_verified_at,
        "erased_at": account.erased_at,
        "version": account.version,
        "created_at": account.created_at,
        "updated_at": account.updated_at,
    }


def _profile_values(profile: Profile) -> Mapping[str, Any]:
    """The columns of a profile."""
    return {
        "display_name": profile.display_name,
        "locale": profile.locale,
        "timezone": profile.timezone,
    }
