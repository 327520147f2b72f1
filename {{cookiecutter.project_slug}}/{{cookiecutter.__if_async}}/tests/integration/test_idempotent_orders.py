"""Requests with an idempotency key, at the times that HTTP tests do not meet."""

import asyncio
from argparse import Namespace
from dataclasses import replace

import pytest

from app.core.pagination import PageRequest
from app.core.permissions import Principal
from app.features.idempotency.commands import purge_idempotency_keys
from app.features.idempotency.entities import Answer, Claim, KeyedRequest
from app.features.idempotency.errors import (
    AlreadyAnsweredError,
    IdempotencyInProgress,
    IdempotencyKeyReused,
)
from app.features.idempotency.repository import IdempotencyRepository
from app.features.idempotency.rules import CLAIM_TIMEOUT, LIFETIME, fingerprint
from app.features.idempotency.service import Attempt, Once, attempt
from app.features.orders.entities import Order, OrderFilter, WantedLine
from app.features.orders.repository import OrderRepository
from app.features.orders.service import create_order
from app.infra.resources import Resources
from tests.support.clock import StoppedClock
from tests.support.shop_services import someone, stocked


def present(order: Order) -> Answer:
    """The answer for an order."""
    return Answer(status=201, body=f'"{order.id}"', location=f"/orders/{order.id}", etag='"1"')


def keyed(customer: Principal, body: str = "{}") -> Once[Order]:
    """A request with a key."""
    request = KeyedRequest(
        actor_id=customer.user_id,
        operation="create_order",
        key="key-1",
        fingerprint=fingerprint(body),
    )
    return Once(request=request, present=present)


class Shop:
    """A customer who orders one product, and a clock."""

    def __init__(self, resources: Resources, customer: Principal, wanted: WantedLine) -> None:
        self.clock = StoppedClock()
        self.resources = replace(resources, clock=self.clock)
        self.customer, self.wanted = customer, wanted

    async def order(self, body: str = "{}") -> Order:
        """Order with the key."""
        return await create_order(
            self.resources,
            actor=self.customer,
            wanted=[self.wanted],
            note="",
            once=keyed(self.customer, body),
        )

    async def count(self) -> int:
        """How many orders there are."""
        async with self.resources.reading() as work:
            found = await work.repository(OrderRepository).list(PageRequest(), OrderFilter())
        return len(found.items)


@pytest.fixture
async def shop(resources: Resources) -> Shop:
    """A shop with a customer."""
    product = await stocked(resources)
    customer = await someone(resources, "customer")
    return Shop(resources, customer, WantedLine(product_id=product.id, quantity=1))


async def crash(shop: Shop) -> Claim:
    """Claim the key and end without an answer, as a process does that is killed."""
    async with attempt(shop.resources, keyed(shop.customer)) as attempted:
        assert attempted.claim is not None
        return attempted.claim


async def test_the_answer_is_kept_with_the_order(shop: Shop) -> None:
    order = await shop.order()

    with pytest.raises(AlreadyAnsweredError) as caught:
        await shop.order()
    assert caught.value.answer == present(order)
    assert await shop.count() == 1


async def test_of_requests_at_the_same_time_one_is_carried_out(shop: Shop) -> None:  # BR-27
    ends = await asyncio.gather(*(shop.order() for _ in range(6)), return_exceptions=True)

    assert await shop.count() == 1
    assert sum(isinstance(end, Order) for end in ends) == 1
    assert all(isinstance(e, Order | IdempotencyInProgress | AlreadyAnsweredError) for e in ends)


async def test_a_request_in_progress_is_not_repeated(shop: Shop) -> None:  # BR-27
    await crash(shop)

    with pytest.raises(IdempotencyInProgress):
        await shop.order()
    with pytest.raises(IdempotencyKeyReused):
        await shop.order("other")
    assert await shop.count() == 0


async def test_the_claim_of_a_crashed_process_is_taken_over(shop: Shop) -> None:
    await crash(shop)
    shop.clock.advance(seconds=CLAIM_TIMEOUT.total_seconds())

    order = await shop.order()

    with pytest.raises(AlreadyAnsweredError) as caught:
        await shop.order()
    assert caught.value.answer == present(order)


async def test_who_comes_back_after_a_takeover_stores_nothing(shop: Shop) -> None:
    claim = await crash(shop)
    shop.clock.advance(seconds=CLAIM_TIMEOUT.total_seconds())
    order = await shop.order()

    async with shop.resources.transaction() as work:
        late = Attempt(work, keyed(shop.customer), claim)
        with pytest.raises(IdempotencyInProgress):
            await late.succeed(order)


async def test_an_expired_key_is_free(shop: Shop) -> None:
    first = await shop.order()
    shop.clock.advance(seconds=LIFETIME.total_seconds())

    second = await shop.order("other")

    assert second.id != first.id
    with pytest.raises(AlreadyAnsweredError) as caught:
        await shop.order("other")
    assert caught.value.answer == present(second)


async def test_a_failure_leaves_the_key_free(shop: Shop) -> None:
    with pytest.raises(ZeroDivisionError):
        async with attempt(shop.resources, keyed(shop.customer)):
            raise ZeroDivisionError
    await shop.order()
    assert await shop.count() == 1


async def test_expired_keys_are_purged(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    await shop.order()
    shop.clock.advance(seconds=LIFETIME.total_seconds() - 1)
    await purge_idempotency_keys(shop.resources, Namespace())
    shop.clock.advance(seconds=1)
    await purge_idempotency_keys(shop.resources, Namespace())
    assert capsys.readouterr().out == "0 expired keys deleted.\n1 expired keys deleted.\n"
    async with shop.resources.reading() as work:
        keys = work.repository(IdempotencyRepository)
        assert await keys.find(keyed(shop.customer).request) is None
