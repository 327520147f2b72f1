"""The steps of the workflow over HTTP: one operation for each transition."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.core.permissions import Principal
from app.features.orders.entities import OrderAction
from app.features.orders.schemas import OrderRead
from app.features.orders.steps import move_order
from app.features.orders.workflow import TRANSITIONS, Transition
from app.http.access import IfMatch, ResourcesDep, requires
from app.http.replies import reply


def add_step_routes(router: APIRouter) -> None:
    """Add the operation of every transition to the router."""
    for action, transition in TRANSITIONS.items():
        router.add_api_route(
            "/{order_id}/" + action.value,
            _handler(action, transition),
            methods=["POST"],
            operation_id=f"{action}_order",
            response_model=OrderRead,
        )


def _handler(action: OrderAction, transition: Transition) -> Callable[..., Awaitable[Response]]:
    """The handler of one transition."""
    actor_type = Annotated[Principal, requires(transition.permission)]

    async def step(
        actor: actor_type,
        resources: ResourcesDep,
        order_id: UUID,
        if_match: IfMatch = None,
    ) -> Response:
        """The order as it stands now."""
        order = await move_order(
            resources, actor=actor, order_id=order_id, action=action, if_match=if_match
        )
        return reply(OrderRead, order, version=order.version)

    return step
