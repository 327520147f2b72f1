"""All of a step happens, or nothing of it."""

from dataclasses import replace

import pytest

from app.core.pagination import PageRequest
from app.core.permissions import Role
from app.features.accounts.service import delete_own
from app.features.audit.entities import AuditFilter
from app.features.audit.repository import AuditTrail
from app.features.orders.entities import OrderAction, OrderFilter, OrderStatus
from app.features.orders.errors import InsufficientStock
from app.features.orders.repository import OrderRepository
from app.features.orders.service import read_order
from app.infra.resources import Resources
from tests.support.outbox import Outbox
from tests.support.shop_services import drafted, moved, someone, stock_of, stocked


class BrokenError(Exception):
    """What a test breaks with."""


async def test_a_failure_at_the_end_undoes_the_whole_step(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise BrokenError

    outbox = Outbox()
    shop = replace(resources, mailer=outbox)
    product = await stocked(shop, stock=5)
    customer = await someone(shop, "customer")
    order = await drafted(shop, customer, product)
    monkeypatch.setattr(AuditTrail, "record", broken)

    with pytest.raises(BrokenError):
        await moved(shop, customer, order, OrderAction.PLACE)
    with pytest.raises(BrokenError):
        await drafted(shop, customer, product)

    assert await stock_of(shop, product.id) == 5
    assert await read_order(shop, actor=customer, order_id=order.id) == order
    async with shop.reading() as work:
        orders = work.repository(OrderRepository)
        assert (await orders.list(PageRequest(), OrderFilter())).items == [order]
        events = await orders.list_events(PageRequest(), order.id)
    assert [event.action for event in events.items] == ["created"]
    assert outbox.messages == []


async def test_pieces_taken_before_the_refusal_are_put_back(resources: Resources) -> None:
    plenty, scarce = await stocked(resources, stock=5), await stocked(resources, stock=1)
    customer = await someone(resources, "customer")
    order = await drafted(resources, customer, plenty, scarce, quantity=2)

    with pytest.raises(InsufficientStock):
        await moved(resources, customer, order, OrderAction.PLACE)

    assert (await stock_of(resources, plenty.id), await stock_of(resources, scarce.id)) == (5, 1)


async def test_customers_hear_of_their_orders_after_the_commit(resources: Resources) -> None:
    outbox = Outbox()
    shop = replace(resources, mailer=outbox)
    product = await stocked(shop)
    customer = await someone(shop, "customer")
    staff = await someone(shop, "staff", Role.STAFF)
    order = await drafted(shop, customer, product)
    assert outbox.messages == []

    await moved(shop, customer, order, OrderAction.PLACE)
    await moved(shop, staff, order, OrderAction.PAY, OrderAction.SHIP, OrderAction.DELIVER)

    assert [message.to for message in outbox.messages] == ["customer@example.com"] * 2
    placed, shipped = outbox.messages
    assert str(order.id) in placed.text
    assert "10.00 EUR" in placed.text
    assert "on its way" in shipped.subject


async def test_an_erased_customer_hears_nothing(resources: Resources) -> None:
    outbox = Outbox()
    shop = replace(resources, mailer=outbox)
    customer = await someone(shop, "customer")
    staff = await someone(shop, "staff", Role.STAFF)
    order = await drafted(shop, customer, await stocked(shop))
    await moved(shop, customer, order, OrderAction.PLACE)
    await delete_own(shop, actor=customer)
    before = len(outbox.messages)

    await moved(shop, staff, order, OrderAction.PAY, OrderAction.SHIP)

    assert len(outbox.messages) == before


async def test_a_mail_that_fails_leaves_the_order_placed(resources: Resources) -> None:
    class Unreachable:
        async def send(self, _: object) -> None:
            raise BrokenError

    shop = replace(resources, mailer=Unreachable())
    product = await stocked(shop)
    customer = await someone(shop, "customer")
    order = await drafted(shop, customer, product)

    placed = await moved(shop, customer, order, OrderAction.PLACE)

    assert placed.status is OrderStatus.PLACED
    assert await read_order(shop, actor=customer, order_id=order.id) == placed


async def test_every_step_is_in_the_audit_trail(resources: Resources) -> None:
    product = await stocked(resources)
    customer = await someone(resources, "customer")
    order = await drafted(resources, customer, product)
    await moved(resources, customer, order, OrderAction.PLACE, OrderAction.CANCEL)

    async with resources.reading() as work:
        trail = await work.repository(AuditTrail).list(
            PageRequest(sort="created_at"), AuditFilter(object_id=order.id)
        )
    assert [(event.action, event.actor_id) for event in trail.items] == [
        ("order.created", customer.user_id),
        ("order.placed", customer.user_id),
        ("order.cancelled", customer.user_id),
    ]
    assert trail.items[1].before == {"status": "draft"}
    assert trail.items[1].after == {"status": "placed"}
