"""Queries on credentials."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, case, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.core.permissions import Role
from app.features.accounts.models import UserRow
from app.features.accounts.rules import email_key
from app.features.auth.entities import Credentials, Failures, OneTimeToken, Purpose
from app.features.auth.models import LoginFailureRow, OneTimeTokenRow
from app.infra.upserts import upsert

_CREDENTIALS = select(
    UserRow.id,
    UserRow.email,
    UserRow.password_hash,
    UserRow.role,
    UserRow.active,
    UserRow.email_verified_at,
)
_BY_EMAIL = _CREDENTIALS.where(UserRow.email_key == bindparam("key"))
_BY_ID = _CREDENTIALS.where(UserRow.id == bindparam("id"))
_BY_ID_LOCKED = _BY_ID.with_for_update()
_FAILURES = select(
    LoginFailureRow.count, LoginFailureRow.last_failed_at, LoginFailureRow.locked_until
).where(LoginFailureRow.key == bindparam("key"))
_COUNT = upsert(
    LoginFailureRow,
    keys=["key"],
    changes={
        "count": case(
            (LoginFailureRow.locked_until > bindparam("now"), LoginFailureRow.count),
            (LoginFailureRow.last_failed_at < bindparam("forget_before"), 1),
            else_=LoginFailureRow.count + 1,
        ),
        "last_failed_at": bindparam("now"),
    },
)
_FAILURES_LOCKED = _FAILURES.with_for_update()


class CredentialRepository:
    """Passwords in the database."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, email: str) -> Credentials | None:
        """The credentials of the account with that address, if there is one."""
        found = await self._connection.execute(_BY_EMAIL, {"key": email_key(email)})
        return _credentials(found.one_or_none())

    async def get(self, user_id: UUID) -> Credentials | None:
        """The credentials of the account, if there is one."""
        return _credentials((await self._connection.execute(_BY_ID, {"id": user_id})).one_or_none())

    async def lock(self, user_id: UUID) -> Credentials | None:
        """The credentials as they are now and stay until the transaction ends."""
        found = await self._connection.execute(_BY_ID_LOCKED, {"id": user_id})
        return _credentials(found.one_or_none())

    async def set_password_hash(self, user_id: UUID, password_hash: str | None) -> None:
        """Replace the hash."""
        await self._connection.execute(
            update(UserRow).where(UserRow.id == user_id).values(password_hash=password_hash)
        )

    async def set_verified(self, user_id: UUID, *, now: datetime) -> bool:
        """Mark the address as verified; whether it was not before."""
        result = await self._connection.execute(
            update(UserRow)
            .where(UserRow.id == user_id, UserRow.email_verified_at.is_(None))
            .values(email_verified_at=now, version=UserRow.version + 1, updated_at=now)
        )
        return result.rowcount == 1


class OneTimeTokenRepository:
    """Mailed secrets in the database."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def replace(self, token: OneTimeToken) -> None:
        """Store the token; the user's earlier ones of the same purpose end."""
        await self.withdraw(token.user_id, token.purpose)
        values = {
            "id": token.id,
            "user_id": token.user_id,
            "purpose": token.purpose.value,
            "digest": token.digest,
            "expires_at": token.expires_at,
            "created_at": token.created_at,
        }
        await self._connection.execute(insert(OneTimeTokenRow), values)

    async def owner(self, digest: str, purpose: Purpose, *, now: datetime) -> UUID | None:
        """Whose token it is; None unless it can be used."""
        found = await self._connection.execute(
            select(OneTimeTokenRow.user_id).where(
                OneTimeTokenRow.digest == digest,
                OneTimeTokenRow.purpose == purpose.value,
                OneTimeTokenRow.expires_at > now,
            )
        )
        return found.scalar_one_or_none()

    async def redeem(self, digest: str) -> bool:
        """Use the token up; whether nobody did before."""
        result = await self._connection.execute(
            delete(OneTimeTokenRow).where(OneTimeTokenRow.digest == digest)
        )
        return result.rowcount == 1

    async def withdraw(self, user_id: UUID, *purposes: Purpose) -> None:
        """End the user's tokens of those purposes."""
        await self._connection.execute(
            delete(OneTimeTokenRow).where(
                OneTimeTokenRow.user_id == user_id,
                OneTimeTokenRow.purpose.in_([purpose.value for purpose in purposes]),
            )
        )

    async def purge(self, *, before: datetime) -> int:
        """Delete what expired before then; how many."""
        result = await self._connection.execute(
            delete(OneTimeTokenRow).where(OneTimeTokenRow.expires_at < before)
        )
        return result.rowcount


class FailureRepository:
    """Failed logins in the database."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, key: str) -> Failures | None:
        """The failures of the address, if there are any."""
        row = (await self._connection.execute(_FAILURES, {"key": key})).one_or_none()
        return None if row is None else Failures(**row._asdict())

    async def lock(self, key: str) -> Failures | None:
        """The failures as they are now and stay until the transaction ends."""
        row = (await self._connection.execute(_FAILURES_LOCKED, {"key": key})).one_or_none()
        return None if row is None else Failures(**row._asdict())

    async def count(self, key: str, *, now: datetime, forget_before: datetime) -> Failures:
        """Count one more failure, unless the address is locked; the failures from then on.

        They cannot change until the transaction ends.
        """
        first = {"key": key, "count": 1, "last_failed_at": now}
        compared = {"now": now, "forget_before": forget_before}
        await self._connection.execute(_COUNT, first | compared)
        row = (await self._connection.execute(_FAILURES, {"key": key})).one()
        return Failures(**row._asdict())

    async def set_lock(self, key: str, *, until: datetime) -> None:
        """Let the address wait."""
        await self._connection.execute(
            update(LoginFailureRow).where(LoginFailureRow.key == key).values(locked_until=until)
        )

    async def forget(self, key: str) -> None:
        """Start counting anew."""
        await self._connection.execute(delete(LoginFailureRow).where(LoginFailureRow.key == key))

    async def purge(self, *, before: datetime) -> int:
        """Delete the counts whose last failure was before then; how many."""
        result = await self._connection.execute(
            delete(LoginFailureRow).where(LoginFailureRow.last_failed_at < before)
        )
        return result.rowcount


def _credentials(row: Row[*tuple[Any, ...]] | None) -> Credentials | None:
    """The credentials of a row."""
    if row is None:
        return None
    return Credentials(
        user_id=row.id,
        email=row.email,
        password_hash=row.password_hash,
        role=Role(row.role),
        active=row.active,
        email_verified=row.email_verified_at is not None,
    )
