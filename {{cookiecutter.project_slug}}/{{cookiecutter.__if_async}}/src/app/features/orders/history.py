"""Keeping what happened to an order: its own events, and the audit trail."""

from app.core.ids import new_id
from app.core.permissions import Principal
from app.features.audit.repository import AuditTrail
from app.features.audit.rules import difference
from app.features.orders.entities import Order, OrderEvent
from app.features.orders.repository import OrderRepository
from app.features.orders.rules import audited
from app.infra.database import Work


async def record(
    work: Work, order: Order, *, action: str, actor: Principal, before: Order | None
) -> None:
    """Keep that the actor made `order` of `before`; to be called in the same transaction."""
    event = OrderEvent(
        id=new_id(),
        order_id=order.id,
        action=action,
        actor_id=actor.user_id,
        from_status=None if before is None else before.status,
        to_status=order.status,
        created_at=order.updated_at,
    )
    await work.repository(OrderRepository).add_event(event)
    was, is_now = difference({} if before is None else audited(before), audited(order))
    await work.repository(AuditTrail).record(
        action=f"order.{action}",
        actor_id=actor.user_id,
        object_type="order",
        object_id=order.id,
        before=None if before is None else was,
        after=is_now,
    )
