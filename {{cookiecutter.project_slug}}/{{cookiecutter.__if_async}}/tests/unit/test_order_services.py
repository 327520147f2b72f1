"""What the use cases of orders decide, over repositories in memory."""

import pytest

from app.core.errors import PreconditionFailed
from app.core.permissions import Role
from app.features.orders.entities import OrderAction, OrderStatus, WantedLine
from app.features.orders.errors import InsufficientStock, OrderChanged
from app.features.orders.events import OrderCancelled, OrderPlaced
from app.features.orders.service import create_order, delete_order, update_order
from app.features.orders.steps import move_order
from tests.support.factories import a_product
from tests.support.fakes import FakeOrders, FakeProducts, FakeResources
from tests.support.order_samples import a_line, a_principal, an_order


async def test_a_draft_is_kept_with_its_event_and_its_record() -> None:
    product, customer = a_product(), a_principal()
    fake = FakeResources(products=FakeProducts(product))

    order = await create_order(
        fake.real(),
        actor=customer,
        wanted=[WantedLine(product_id=product.id, quantity=2)],
        note="Ring",
    )

    assert fake.orders.by_id == {order.id: order}
    [event] = fake.orders.events
    assert (event.action, event.from_status, event.to_status) == ("created", None, "draft")
    [record] = fake.trail.records
    assert (record["action"], record["actor_id"]) == ("order.created", customer.user_id)
    assert record["before"] is None
    assert record["after"]["note"] == "Ring"
    assert fake.published == []


async def test_a_step_moves_takes_records_and_announces() -> None:
    customer = a_principal()
    mug, tea = a_product(stock=5), a_product(stock=5)
    order = an_order(
        a_line(product_id=tea.id, quantity=2),
        a_line(product_id=mug.id, quantity=5),
        customer_id=customer.user_id,
    )
    fake = FakeResources(orders=FakeOrders(order), products=FakeProducts(mug, tea))

    placed = await move_order(
        fake.real(), actor=customer, order_id=order.id, action=OrderAction.PLACE
    )

    assert (placed.status, placed.version) == (OrderStatus.PLACED, 2)
    assert fake.orders.by_id[order.id] == placed
    assert [fake.products.by_id[each.id].stock for each in (mug, tea)] == [0, 3]
    # Products are locked in one order everywhere, whatever the order of the lines.
    assert fake.products.calls == sorted([mug.id, tea.id])
    assert [event.action for event in fake.orders.events] == ["placed"]
    [record] = fake.trail.records
    assert (record["before"], record["after"]) == ({"status": "draft"}, {"status": "placed"})
    assert fake.published == [
        OrderPlaced(order_id=order.id, customer_id=customer.user_id, total=order.total)
    ]


async def test_cancelling_returns_the_pieces() -> None:
    product = a_product(stock=0)
    order = an_order(a_line(product_id=product.id, quantity=3), status=OrderStatus.PAID)
    fake = FakeResources(orders=FakeOrders(order), products=FakeProducts(product))
    staff = a_principal(Role.STAFF)

    await move_order(fake.real(), actor=staff, order_id=order.id, action=OrderAction.CANCEL)

    assert fake.products.by_id[product.id].stock == 3
    [event] = fake.published
    assert isinstance(event, OrderCancelled)
    assert event.paid


async def test_a_step_that_lacks_stock_announces_nothing() -> None:
    customer, product = a_principal(), a_product(stock=1)
    line = a_line(product_id=product.id, quantity=2)
    order = an_order(line, customer_id=customer.user_id)
    fake = FakeResources(orders=FakeOrders(order), products=FakeProducts(product))

    with pytest.raises(InsufficientStock):
        await move_order(fake.real(), actor=customer, order_id=order.id, action=OrderAction.PLACE)

    assert (fake.published, fake.trail.records) == ([], [])


async def test_who_comes_late_changes_nothing() -> None:  # BR-13
    customer, product = a_principal(), a_product(stock=5)
    order = an_order(a_line(product_id=product.id), customer_id=customer.user_id)
    fake = FakeResources(orders=FakeOrders(order), products=FakeProducts(product))
    fake.orders.intruded = True

    with pytest.raises(OrderChanged):
        await move_order(fake.real(), actor=customer, order_id=order.id, action=OrderAction.PLACE)
    with pytest.raises(OrderChanged):
        await delete_order(fake.real(), actor=customer, order_id=order.id)
    with pytest.raises(PreconditionFailed):
        await update_order(
            fake.real(),
            actor=customer,
            order_id=order.id,
            if_match="*",
            changes={"note": "late"},
        )
    assert fake.products.by_id[product.id].stock == 5
    assert (fake.orders.by_id, fake.orders.events) == ({order.id: order}, [])
