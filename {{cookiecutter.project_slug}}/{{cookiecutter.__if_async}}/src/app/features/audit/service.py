"""Use cases of the audit trail."""

from app.core.pagination import Page, PageRequest
from app.features.audit.entities import AuditEvent, AuditFilter
from app.features.audit.repository import AuditTrail
from app.infra.resources import Resources


async def list_audit_events(
    resources: Resources, *, page: PageRequest, wanted: AuditFilter
) -> Page[AuditEvent]:
    """The events that match, for administrators."""
    async with resources.reading() as work:
        return await work.repository(AuditTrail).list(page, wanted)
