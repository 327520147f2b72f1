"""Queries on sessions and refresh tokens."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.core.permissions import Role
from app.features.accounts.models import UserRow
from app.features.tokens.entities import AccessClaims, PresentedToken, RefreshToken, Session
from app.features.tokens.models import RefreshTokenRow, TokenSessionRow

# Every authenticated request runs this one: two primary keys, one row, one column.
_ROLE = (
    select(UserRow.role)
    .join(TokenSessionRow, TokenSessionRow.user_id == UserRow.id)
    .where(
        TokenSessionRow.id == bindparam("session_id"),
        TokenSessionRow.user_id == bindparam("user_id"),
        TokenSessionRow.revoked_at.is_(None),
        UserRow.active,
    )
)
_PRESENTED = (
    select(
        RefreshTokenRow.id,
        RefreshTokenRow.session_id,
        RefreshTokenRow.expires_at,
        TokenSessionRow.user_id,
        TokenSessionRow.created_at,
        TokenSessionRow.expires_at.label("session_expires_at"),
        TokenSessionRow.revoked_at,
        UserRow.active,
    )
    .join(TokenSessionRow, TokenSessionRow.id == RefreshTokenRow.session_id)
    .join(UserRow, UserRow.id == TokenSessionRow.user_id)
    .where(RefreshTokenRow.digest == bindparam("digest"))
)


class SessionRepository:
    """Sessions in the database."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def role(self, claims: AccessClaims) -> Role | None:
        """The user's present role; None once the session is ended or the user locked out."""
        values = {"session_id": claims.session_id, "user_id": claims.user_id}
        role = (await self._connection.execute(_ROLE, values)).scalar_one_or_none()
        return None if role is None else Role(role)

    async def add(self, session: Session) -> None:
        """Store a new session."""
        await self._connection.execute(insert(TokenSessionRow), asdict(session))

    async def add_token(self, token: RefreshToken) -> None:
        """Store a new refresh token."""
        await self._connection.execute(insert(RefreshTokenRow), asdict(token))

    async def presented(self, digest: str) -> PresentedToken | None:
        """The refresh token with that digest, if there is one."""
        row = (await self._connection.execute(_PRESENTED, {"digest": digest})).one_or_none()
        return None if row is None else _presented(row)

    async def use(self, token_id: UUID, *, now: datetime) -> bool:
        """Use the refresh token up; whether nobody did before."""
        result = await self._connection.execute(
            update(RefreshTokenRow)
            .where(RefreshTokenRow.id == token_id, RefreshTokenRow.used_at.is_(None))
            .values(used_at=now)
        )
        return result.rowcount == 1

    async def revoke(self, session_id: UUID, *, now: datetime) -> bool:
        """End a session; whether it had not ended before."""
        result = await self._connection.execute(
            update(TokenSessionRow)
            .where(TokenSessionRow.id == session_id, TokenSessionRow.revoked_at.is_(None))
            .values(revoked_at=now)
        )
        return result.rowcount == 1

    async def revoke_all(self, user_id: UUID, *, keep: UUID | None, now: datetime) -> None:
        """End the user's sessions, but for the one to keep."""
        statement = update(TokenSessionRow).where(
            TokenSessionRow.user_id == user_id, TokenSessionRow.revoked_at.is_(None)
        )
        if keep is not None:
            statement = statement.where(TokenSessionRow.id != keep)
        await self._connection.execute(statement.values(revoked_at=now))

    async def purge(self, *, before: datetime) -> int:
        """Delete the sessions that expired before then; how many."""
        result = await self._connection.execute(
            delete(TokenSessionRow).where(TokenSessionRow.expires_at < before)
        )
        return result.rowcount

    async def purge_tokens(self, *, before: datetime) -> int:
        """Delete the refresh tokens that expired before then; how many."""
        result = await self._connection.execute(
            delete(RefreshTokenRow).where(RefreshTokenRow.expires_at < before)
        )
        return result.rowcount


def _presented(row: Row[*tuple[Any, ...]]) -> PresentedToken:
    """The refresh token of a row."""
    return PresentedToken(
        id=row.id,
        session=Session(
            id=row.session_id,
            user_id=row.user_id,
            created_at=row.created_at,
            expires_at=row.session_expires_at,
        ),
        expires_at=row.expires_at,
        ended=row.revoked_at is not None or not row.active,
    )
