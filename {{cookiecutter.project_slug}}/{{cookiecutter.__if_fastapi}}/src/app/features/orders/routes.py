"""The order operations over HTTP, but for the steps of the workflow."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from app.core.pagination import page_request
from app.core.permissions import Principal
from app.features.idempotency.replies import IdempotencyKeyHeader, reply_once
from app.features.orders import service
from app.features.orders.entities import Order
from app.features.orders.permissions import ORDERS_READ, ORDERS_WRITE
from app.features.orders.schemas import (
    EVENTS_SORTABLE,
    SORTABLE,
    OrderCreate,
    OrderEventPage,
    OrderEventQuery,
    OrderPage,
    OrderPatch,
    OrderQuery,
    OrderRead,
)
from app.features.orders.step_routes import add_step_routes
from app.http.access import IfMatch, ResourcesDep, requires
from app.http.replies import no_content, reply, reply_page
from app.http.routing import OperationRoute

router = APIRouter(prefix="/orders", tags=["orders"], route_class=OperationRoute)

Reader = Annotated[Principal, requires(ORDERS_READ)]
Writer = Annotated[Principal, requires(ORDERS_WRITE)]


@router.get("", operation_id="list_orders", response_model=OrderPage)
async def list_orders(
    request: Request,
    actor: Reader,
    resources: ResourcesDep,
    query: Annotated[OrderQuery, Query()],
) -> Response:
    """The page that the query asks for."""
    page = page_request(limit=query.limit, sort=query.sort, cursor=query.cursor, sortable=SORTABLE)
    found = await service.list_orders(resources, actor=actor, page=page, wanted=query.to_filter())
    return reply_page(request, OrderPage, found)


@router.post("", operation_id="create_order", response_model=OrderRead, status_code=201)
async def create_order(
    actor: Writer, resources: ResourcesDep, body: OrderCreate, key: IdempotencyKeyHeader = None
) -> Response:
    """The new draft."""
    return await reply_once(
        key,
        actor=actor,
        operation="create_order",
        body=body,
        use_case=partial(
            service.create_order, resources, actor=actor, wanted=body.wanted(), note=body.note
        ),
        present=_created,
    )


@router.get("/{order_id}", operation_id="read_order", response_model=OrderRead)
async def read_order(actor: Reader, resources: ResourcesDep, order_id: UUID) -> Response:
    """The order."""
    order = await service.read_order(resources, actor=actor, order_id=order_id)
    return reply(OrderRead, order, version=order.version)


@router.patch("/{order_id}", operation_id="update_order", response_model=OrderRead)
async def update_order(
    actor: Writer,
    resources: ResourcesDep,
    order_id: UUID,
    body: OrderPatch,
    if_match: IfMatch = None,
) -> Response:
    """The changed draft."""
    order = await service.update_order(
        resources, actor=actor, order_id=order_id, if_match=if_match, changes=body.changes()
    )
    return reply(OrderRead, order, version=order.version)


@router.delete("/{order_id}", operation_id="delete_order", status_code=204)
async def delete_order(actor: Writer, resources: ResourcesDep, order_id: UUID) -> Response:
    """Nothing."""
    await service.delete_order(resources, actor=actor, order_id=order_id)
    return no_content()


@router.get("/{order_id}/events", operation_id="list_order_events", response_model=OrderEventPage)
async def list_order_events(
    request: Request,
    actor: Reader,
    resources: ResourcesDep,
    order_id: UUID,
    query: Annotated[OrderEventQuery, Query()],
) -> Response:
    """The page of events that the query asks for."""
    page = page_request(
        limit=query.limit, sort=query.sort, cursor=query.cursor, sortable=EVENTS_SORTABLE
    )
    found = await service.list_order_events(resources, actor=actor, order_id=order_id, page=page)
    return reply_page(request, OrderEventPage, found)


def _created(order: Order) -> Response:
    """The answer for a new draft."""
    return reply(
        OrderRead, order, status=201, version=order.version, location=f"/orders/{order.id}"
    )


add_step_routes(router)
