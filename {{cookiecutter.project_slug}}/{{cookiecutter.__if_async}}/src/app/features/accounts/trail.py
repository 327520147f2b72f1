"""Writing about users to the audit trail."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.features.audit.repository import AuditTrail
from app.infra.database import Work


async def record_user(
    work: Work,
    action: str,
    user_id: UUID | None,
    *,
    actor_id: UUID | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Record what was done to a user; the id is None where an address had no account."""
    await work.repository(AuditTrail).record(
        action=action,
        actor_id=actor_id,
        object_type="user",
        object_id=user_id,
        before=before,
        after=after,
    )
