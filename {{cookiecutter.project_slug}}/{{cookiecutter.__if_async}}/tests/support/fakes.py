"""Resources without a database: repositories in memory, for tests of what services decide."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from app.core.clock import utc_now
from app.core.events import Event
from app.core.money import Money
from app.features.audit.repository import AuditTrail
from app.features.catalog.entities import Product
from app.features.catalog.repository import ProductRepository
from app.features.orders.entities import Order, OrderEvent
from app.features.orders.repository import OrderRepository
from app.infra.resources import Resources


class FakeProducts:
    """Products in memory."""

    def __init__(self, *products: Product) -> None:
        self.by_id = {product.id: product for product in products}
        self.calls: list[UUID] = []

    async def get(self, product_id: UUID) -> Product | None:
        """The product, if there is one."""
        return self.by_id.get(product_id)

    async def get_many(self, product_ids: list[UUID]) -> dict[UUID, Product]:
        """Those that exist."""
        return {each: self.by_id[each] for each in product_ids if each in self.by_id}

    async def take_stock(
        self, product_id: UUID, *, quantity: int, price: Money, at: datetime
    ) -> bool:
        """Take pieces where there are enough at that price."""
        self.calls.append(product_id)
        product = self.by_id.get(product_id)
        if product is None or product.stock < quantity or product.price != price:
            return False
        self.by_id[product_id] = replace(product, stock=product.stock - quantity, updated_at=at)
        return True

    async def return_stock(self, product_id: UUID, *, quantity: int, at: datetime) -> None:
        """Put pieces back."""
        self.calls.append(product_id)
        product = self.by_id[product_id]
        self.by_id[product_id] = replace(product, stock=product.stock + quantity, updated_at=at)


class FakeOrders:
    """Orders in memory; `intruder` changes an order between its reading and its writing."""

    def __init__(self, *orders: Order) -> None:
        self.by_id = {order.id: order for order in orders}
        self.events: list[OrderEvent] = []
        self.intruded = False

    async def get(self, order_id: UUID) -> Order | None:
        """The order, if there is one."""
        return self.by_id.get(order_id)

    async def add(self, order: Order) -> None:
        """Keep the order."""
        self.by_id[order.id] = order

    async def update(self, order: Order, *, expected_version: int) -> bool:
        """Keep the order unless its version moved on."""
        if self.intruded or self.by_id[order.id].version != expected_version:
            return False
        self.by_id[order.id] = order
        return True

    async def replace_lines(self, order: Order) -> None:
        """Keep the lines."""
        self.by_id[order.id] = order

    async def delete(self, order_id: UUID, *, expected_version: int) -> bool:
        """Forget the order unless its version moved on."""
        if self.intruded or self.by_id[order_id].version != expected_version:
            return False
        del self.by_id[order_id]
        return True

    async def add_event(self, event: OrderEvent) -> None:
        """Keep the event."""
        self.events.append(event)


class FakeTrail:
    """An audit trail in memory."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []

    async def record(self, **record: Any) -> None:
        """Keep the record."""
        self.records.append(record)


class FakeWork:
    """A unit of work over the fakes."""

    def __init__(self, fakes: dict[type, Any]) -> None:
        self._fakes = fakes
        self.events: list[Event] = []

    def repository(self, kind: type) -> Any:
        """The fake of that repository."""
        return self._fakes[kind]

    def publish(self, event: Event) -> None:
        """Keep the event."""
        self.events.append(event)


class FakeResources:
    """Resources over the fakes; `published` holds the events of transactions that succeeded."""

    def __init__(
        self, *, orders: FakeOrders | None = None, products: FakeProducts | None = None
    ) -> None:
        self.orders = orders or FakeOrders()
        self.products = products or FakeProducts()
        self.trail = FakeTrail()
        self.published: list[Event] = []
        self.clock = utc_now

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[FakeWork]:
        """A unit of work whose events are published at its end."""
        work = self._work()
        yield work
        self.published += work.events

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[FakeWork]:
        """A unit of work."""
        yield self._work()

    def _work(self) -> FakeWork:
        """A unit of work."""
        return FakeWork(
            {
                OrderRepository: self.orders,
                ProductRepository: self.products,
                AuditTrail: self.trail,
            }
        )

    def real(self) -> Resources:
        """These, as what use cases ask for."""
        return cast(Resources, self)
