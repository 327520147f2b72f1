"""The audit trail over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from app.core.pagination import page_request
from app.features.audit import service
from app.features.audit.permissions import AUDIT_READ
from app.features.audit.schemas import SORTABLE, AuditEventPage, AuditQuery
from app.http.access import ResourcesDep, requires
from app.http.replies import reply_page
from app.http.routing import OperationRoute

router = APIRouter(prefix="/audit-events", tags=["audit"], route_class=OperationRoute)


@router.get(
    "",
    operation_id="list_audit_events",
    response_model=AuditEventPage,
    dependencies=[requires(AUDIT_READ)],
)
async def list_audit_events(
    request: Request,
    resources: ResourcesDep,
    query: Annotated[AuditQuery, Query()],
) -> Response:
    """The page that the query asks for."""
    page = page_request(limit=query.limit, sort=query.sort, cursor=query.cursor, sortable=SORTABLE)
    found = await service.list_audit_events(resources, page=page, wanted=query.to_filter())
    return reply_page(request, AuditEventPage, found)
