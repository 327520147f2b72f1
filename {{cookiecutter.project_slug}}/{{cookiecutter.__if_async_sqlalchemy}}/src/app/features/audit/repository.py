"""Queries on the audit trail."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.core.clock import utc_now
from app.core.context import request_context
from app.core.ids import new_id
from app.core.pagination import Page, PageRequest
from app.features.audit.entities import AuditEvent, AuditFilter
from app.features.audit.models import AuditEventRow
from app.features.audit.rules import recordable
from app.infra.queries import after_position, table_of, to_page

_table = table_of(AuditEventRow)
_INSERT = insert(_table)
_ALL = select(_table)
_SORT_COLUMNS = {"created_at": _table.c.created_at}


class AuditTrail:
    """The audit trail in the database: it grows, and nothing in it changes."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def record(
        self,
        *,
        action: str,
        actor_id: UUID | None,
        object_type: str,
        object_id: UUID | None,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Add an event to the transaction; `action` is named like `order.placed`."""
        context = request_context.get()
        event = {
            "id": new_id(),
            "action": action,
            "actor_id": actor_id,
            "object_type": object_type,
            "object_id": object_id,
            "before": recordable(before),
            "after": recordable(after),
            "request_id": context.request_id,
            "address": context.address,
            "created_at": utc_now(),
        }
        await self._connection.execute(_INSERT, event)

    async def list(self, page: PageRequest, wanted: AuditFilter) -> Page[AuditEvent]:
        """One page of the wanted events."""
        statement = after_position(_filtered(wanted), page, _SORT_COLUMNS, _table.c.id)
        rows = (await self._connection.execute(statement)).all()
        return to_page(rows, page, [_entity(row) for row in rows], "created_at")


def _filtered(wanted: AuditFilter) -> Select[Any]:
    """The statement with the conditions that are set."""
    statement = _ALL
    for name in ("actor_id", "action", "object_type", "object_id"):
        value = getattr(wanted, name)
        if value is not None:
            statement = statement.where(_table.c[name] == value)
    if wanted.since is not None:
        statement = statement.where(_table.c.created_at >= wanted.since)
    if wanted.until is not None:
        statement = statement.where(_table.c.created_at < wanted.until)
    return statement


def _entity(row: Row[Any]) -> AuditEvent:
    """The event of a row."""
    return AuditEvent(**row._asdict())
