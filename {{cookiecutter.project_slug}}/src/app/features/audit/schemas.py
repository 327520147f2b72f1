"""What HTTP carries about audit events."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.schemas import Instant, ListQuery, OutputModel
from app.features.audit.entities import AuditFilter

Action = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=60),
    Field(examples=["order.placed"]),
]
ObjectType = Annotated[
    str, StringConstraints(pattern=r"^[a-z_]+$", max_length=40), Field(examples=["order"])
]

SORTABLE = {"created_at": datetime}


class AuditQuery(ListQuery):
    """Filters of the audit trail; `since` is inclusive, `until` exclusive."""

    sort: Literal["created_at", "-created_at"] = "-created_at"
    actor_id: UUID | None = None
    action: Action | None = None
    object_type: ObjectType | None = None
    object_id: UUID | None = None
    since: Instant | None = None
    until: Instant | None = None

    def to_filter(self) -> AuditFilter:
        """The filter of the use case."""
        return AuditFilter(
            actor_id=self.actor_id,
            action=self.action,
            object_type=self.object_type,
            object_id=self.object_id,
            since=self.since,
            until=self.until,
        )


class AuditEventRead(OutputModel):
    """One recorded action."""

    id: UUID
    action: str
    actor_id: Annotated[UUID | None, Field(description="Who did it; null for the system.")]
    object_type: str
    object_id: UUID | None
    before: Annotated[
        dict[str, Any] | None, Field(description="What changed, as it was; null for new objects.")
    ]
    after: Annotated[
        dict[str, Any] | None, Field(description="What changed, as it is; null once deleted.")
    ]
    request_id: str | None
    address: Annotated[str | None, Field(description="The client's IP address.")]
    created_at: datetime


class AuditEventPage(OutputModel):
    """One page of audit events."""

    items: list[AuditEventRead]
    next_cursor: str | None
