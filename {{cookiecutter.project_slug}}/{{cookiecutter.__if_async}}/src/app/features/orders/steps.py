"""Moving orders on, as the workflow allows."""

from dataclasses import replace
from uuid import UUID

from app.core.permissions import Principal
from app.core.preconditions import require_match
from app.features.catalog.repository import ProductRepository
from app.features.orders.entities import Order, OrderAction, OrderLine
from app.features.orders.errors import OrderChanged
from app.features.orders.events import announcement
from app.features.orders.history import record
from app.features.orders.repository import OrderRepository
from app.features.orders.rules import refusal, require_visible
from app.features.orders.workflow import Stock, require_transition
from app.infra.database import Work
from app.infra.resources import Resources


async def move_order(
    resources: Resources,
    *,
    actor: Principal,
    order_id: UUID,
    action: OrderAction,
    if_match: str | None = None,
) -> Order:
    """Carry the action out: the status, the stock, the records, all or nothing.

    Raises OrderNotFound, PreconditionFailed, PermissionDenied, OrderTransitionNotAllowed,
    OrderChanged and, for lack of stock, what `refusal` says.
    """
    async with resources.transaction() as work:
        orders = work.repository(OrderRepository)
        order = require_visible(await orders.get(order_id), to=actor)
        if if_match is not None:
            require_match(if_match, version=order.version)
        transition = require_transition(order, action, actor=actor)
        moved = replace(
            order,
            status=transition.target,
            version=order.version + 1,
            updated_at=resources.clock(),
        )
        # The order first: of two that do the same, one waits here and finds that it came late.
        if not await orders.update(moved, expected_version=order.version):
            raise OrderChanged
        await _MOVES[transition.stock](work, moved)
        await record(work, moved, action=transition.target.value, actor=actor, before=order)
        work.publish(announcement(moved, previous=order.status))
    return moved


async def _keep(work: Work, order: Order) -> None:
    """The stock has no part in it."""


async def _take(work: Work, order: Order) -> None:
    """Reserve the pieces of all lines; raises what `refusal` says."""
    products = work.repository(ProductRepository)
    for line in _locking_order(order):
        taken = await products.take_stock(
            line.product_id, quantity=line.quantity, price=line.unit_price, at=order.updated_at
        )
        if not taken:
            raise refusal(order, line, await products.get(line.product_id))


async def _return(work: Work, order: Order) -> None:
    """Put the pieces of all lines back."""
    products = work.repository(ProductRepository)
    for line in _locking_order(order):
        await products.return_stock(line.product_id, quantity=line.quantity, at=order.updated_at)


def _locking_order(order: Order) -> list[OrderLine]:
    """The lines by product: two orders of the same products never wait for each other."""
    return sorted(order.lines, key=lambda line: line.product_id)


_MOVES = {Stock.KEEP: _keep, Stock.TAKE: _take, Stock.RETURN: _return}
