"""The table of idempotency keys."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects import mysql
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.tables import Table, UtcDateTime, line

# A MySQL TEXT holds 64 KiB, less than the largest answer.
LongText = Text().with_variant(mysql.MEDIUMTEXT(), "mysql", "mariadb")


class IdempotencyKeyRow(Table):
    """A claim on a key, and the answer once there is one; the rows expire within a day."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (
        UniqueConstraint("actor_id", "operation", "idempotency_key"),
        Index(None, "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    actor_id: Mapped[UUID] = mapped_column(Uuid)
    operation: Mapped[str] = mapped_column(String(60))
    idempotency_key: Mapped[str] = mapped_column(line(255))
    fingerprint: Mapped[str] = mapped_column(String(64))
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_status: Mapped[int | None] = mapped_column(Integer)
    answer_body: Mapped[str | None] = mapped_column(LongText)
    answer_location: Mapped[str | None] = mapped_column(String(200))
    answer_etag: Mapped[str | None] = mapped_column(String(60))
