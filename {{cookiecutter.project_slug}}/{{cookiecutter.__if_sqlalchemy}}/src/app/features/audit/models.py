"""The table of the audit trail."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.tables import Document, Table, UtcDateTime


class AuditEventRow(Table):
    """An audit event; triggers refuse UPDATE and DELETE.

    Actor and object carry no foreign key: the trail outlives what it tells of.
    """

    __tablename__ = "audit_events"
    __table_args__ = (
        Index(None, "created_at", "id"),
        Index(None, "actor_id", "created_at", "id"),
        Index(None, "action", "created_at", "id"),
        Index(None, "object_type", "created_at", "id"),
        Index(None, "object_id", "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    action: Mapped[str] = mapped_column(String(60))
    actor_id: Mapped[UUID | None] = mapped_column(Uuid)
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[UUID | None] = mapped_column(Uuid)
    before: Mapped[dict[str, Any] | None] = mapped_column(Document)
    after: Mapped[dict[str, Any] | None] = mapped_column(Document)
    request_id: Mapped[str | None] = mapped_column(String(128))
    address: Mapped[str | None] = mapped_column(String(45))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
