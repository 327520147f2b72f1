"""Audit events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One thing that somebody did; `before` and `after` hold the fields that changed."""

    id: UUID
    action: str
    actor_id: UUID | None
    object_type: str
    object_id: UUID | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    request_id: str | None
    address: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which events to list; None means any. `since` is inclusive, `until` exclusive."""

    actor_id: UUID | None = None
    action: str | None = None
    object_type: str | None = None
    object_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
