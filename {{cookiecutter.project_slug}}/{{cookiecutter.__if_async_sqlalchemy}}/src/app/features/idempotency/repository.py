"""Queries on idempotency keys."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from app.features.idempotency.entities import Answer, Claim, KeyedRequest
from app.features.idempotency.errors import KeyClaimedError
from app.features.idempotency.models import IdempotencyKeyRow
from app.infra.queries import table_of, violates_unique

_table = table_of(IdempotencyKeyRow)
_INSERT = insert(_table)
_FIND = select(_table).where(
    _table.c.actor_id == bindparam("actor_id"),
    _table.c.operation == bindparam("operation"),
    _table.c.idempotency_key == bindparam("idempotency_key"),
)
_UNANSWERED = (_table.c.id == bindparam("claim_id"), _table.c.answer_status.is_(None))
_ANSWER = (
    update(_table)
    .where(*_UNANSWERED)
    .values(
        answer_status=bindparam("status"),
        answer_body=bindparam("body"),
        answer_location=bindparam("location"),
        answer_etag=bindparam("etag"),
    )
)
_RELEASE = delete(_table).where(*_UNANSWERED)
_EXPIRED = delete(_table).where(_table.c.expires_at <= bindparam("now"))


class IdempotencyRepository:
    """Idempotency keys in the database."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, claim: Claim) -> None:
        """Store the claim; raises KeyClaimedError."""
        try:
            await self._connection.execute(_INSERT, _values(claim))
        except IntegrityError as error:
            columns = (_table.c.actor_id, _table.c.operation, _table.c.idempotency_key)
            if violates_unique(error, *columns):
                raise KeyClaimedError from error
            raise

    async def find(self, request: KeyedRequest) -> Claim | None:
        """The claim on the request's key, if there is one."""
        values = {
            "actor_id": request.actor_id,
            "operation": request.operation,
            "idempotency_key": request.key,
        }
        row = (await self._connection.execute(_FIND, values)).one_or_none()
        return None if row is None else _entity(row)

    async def take_over(self, earlier: Claim, claim: Claim) -> bool:
        """Replace the earlier claim; False if somebody else was first."""
        nothing = dict.fromkeys(("answer_status", "answer_body", "answer_location", "answer_etag"))
        result = await self._connection.execute(
            update(_table).where(_table.c.id == earlier.id).values(**_values(claim), **nothing)
        )
        return result.rowcount == 1

    async def complete(self, claim_id: UUID, answer: Answer) -> bool:
        """Store the answer; False if the claim was taken over."""
        values = {
            "claim_id": claim_id,
            "status": answer.status,
            "body": answer.body,
            "location": answer.location,
            "etag": answer.etag,
        }
        return (await self._connection.execute(_ANSWER, values)).rowcount == 1

    async def release(self, claim_id: UUID) -> None:
        """Give an unanswered claim up."""
        await self._connection.execute(_RELEASE, {"claim_id": claim_id})

    async def purge(self, *, now: datetime) -> int:
        """Delete what has expired; how many keys that were."""
        return (await self._connection.execute(_EXPIRED, {"now": now})).rowcount


def _entity(row: Row[Any]) -> Claim:
    """The claim of a row."""
    answer = None
    if row.answer_status is not None:
        answer = Answer(
            status=row.answer_status,
            body=row.answer_body,
            location=row.answer_location,
            etag=row.answer_etag,
        )
    request = KeyedRequest(
        actor_id=row.actor_id,
        operation=row.operation,
        key=row.idempotency_key,
        fingerprint=row.fingerprint,
    )
    return Claim(
        id=row.id,
        request=request,
        claimed_at=row.claimed_at,
        expires_at=row.expires_at,
        answer=answer,
    )


def _values(claim: Claim) -> Mapping[str, Any]:
    """The columns of a claim without an answer."""
    return {
        "id": claim.id,
        "actor_id": claim.request.actor_id,
        "operation": claim.request.operation,
        "idempotency_key": claim.request.key,
        "fingerprint": claim.request.fingerprint,
        "claimed_at": claim.claimed_at,
        "expires_at": claim.expires_at,
    }
