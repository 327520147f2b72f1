"""Use cases of orders, but for the steps of their workflow."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.core.errors import PreconditionFailed
from app.core.ids import new_id
from app.core.pagination import Page, PageRequest
from app.core.permissions import Principal
from app.core.preconditions import require_match
from app.features.audit.repository import AuditTrail
from app.features.catalog.repository import ProductRepository
from app.features.idempotency.service import Once, attempt
from app.features.orders.entities import (
    Order,
    OrderEvent,
    OrderFilter,
    OrderLine,
    OrderStatus,
    WantedLine,
)
from app.features.orders.errors import OrderChanged
from app.features.orders.history import record
from app.features.orders.repository import OrderRepository
from app.features.orders.rules import (
    audited,
    priced_lines,
    require_distinct,
    require_editable,
    require_visible,
    total_of,
    visible_to,
)
from app.infra.database import Work
from app.infra.resources import Resources


async def list_orders(
    resources: Resources, *, actor: Principal, page: PageRequest, wanted: OrderFilter
) -> Page[Order]:
    """The orders that the actor may see; raises PermissionDenied for another customer's."""
    narrowed = visible_to(actor, wanted)
    async with resources.reading() as work:
        return await work.repository(OrderRepository).list(page, narrowed)


async def read_order(resources: Resources, *, actor: Principal, order_id: UUID) -> Order:
    """One order; raises OrderNotFound."""
    async with resources.reading() as work:
        order = await work.repository(OrderRepository).get(order_id)
    return require_visible(order, to=actor)


async def list_order_events(
    resources: Resources, *, actor: Principal, order_id: UUID, page: PageRequest
) -> Page[OrderEvent]:
    """The steps of an order; raises OrderNotFound."""
    async with resources.reading() as work:
        orders = work.repository(OrderRepository)
        require_visible(await orders.get(order_id), to=actor)
        return await orders.list_events(page, order_id)


async def create_order(
    resources: Resources,
    *,
    actor: Principal,
    wanted: Sequence[WantedLine],
    note: str,
    once: Once[Order] | None = None,
) -> Order:
    """Draft an order at today's prices.

    Raises ProductRepeated, ProductUnavailable, CurrencyMixed or OrderTooLarge, and what `attempt`
    raises for the idempotency key.
    """
    require_distinct(wanted)
    async with attempt(resources, once) as attempted:
        work = attempted.work
        lines = await _priced(work, wanted)
        now = resources.clock()
        order = Order(
            id=new_id(),
            customer_id=actor.user_id,
            status=OrderStatus.DRAFT,
            note=note,
            lines=lines,
            total=total_of(lines),
            version=1,
            created_at=now,
            updated_at=now,
        )
        await work.repository(OrderRepository).add(order)
        await record(work, order, action="created", actor=actor, before=None)
        return await attempted.succeed(order)


async def update_order(
    resources: Resources,
    *,
    actor: Principal,
    order_id: UUID,
    if_match: str | None,
    changes: Mapping[str, Any],
) -> Order:
    """Change a draft: `note`, or `lines` as wanted lines at today's prices.

    Raises OrderNotFound, PermissionDenied, PreconditionRequired, PreconditionFailed, OrderNotDraft
    and what `create_order` raises for lines.
    """
    async with resources.transaction() as work:
        orders = work.repository(OrderRepository)
        order = require_visible(await orders.get(order_id), to=actor)
        require_editable(order, by=actor)
        require_match(if_match, version=order.version)
        changed = await _changed(work, order, changes)
        if changed == order:
            return order
        changed = replace(changed, version=order.version + 1, updated_at=resources.clock())
        if not await orders.update(changed, expected_version=order.version):
            raise PreconditionFailed
        if changed.lines != order.lines:
            await orders.replace_lines(changed)
        await record(work, changed, action="changed", actor=actor, before=order)
    return changed


async def delete_order(resources: Resources, *, actor: Principal, order_id: UUID) -> None:
    """Delete a draft; raises OrderNotFound, PermissionDenied, OrderNotDraft or OrderChanged."""
    async with resources.transaction() as work:
        orders = work.repository(OrderRepository)
        order = require_visible(await orders.get(order_id), to=actor)
        require_editable(order, by=actor)
        if not await orders.delete(order_id, expected_version=order.version):
            raise OrderChanged
        await work.repository(AuditTrail).record(
            action="order.deleted",
            actor_id=actor.user_id,
            object_type="order",
            object_id=order_id,
            before=audited(order),
        )


async def _changed(work: Work, order: Order, changes: Mapping[str, Any]) -> Order:
    """The order with the changes."""
    changed = replace(order, note=changes.get("note", order.note))
    if "lines" in changes:
        require_distinct(changes["lines"])
        lines = await _priced(work, changes["lines"])
        changed = replace(changed, lines=lines, total=total_of(lines))
    return changed


async def _priced(work: Work, wanted: Sequence[WantedLine]) -> tuple[OrderLine, ...]:
    """The lines at today's prices."""
    products = work.repository(ProductRepository)
    found = await products.get_many([line.product_id for line in wanted])
    return priced_lines(wanted, found)
