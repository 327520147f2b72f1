"""Customers, products and orders made by use cases."""

from typing import Any
from uuid import UUID

from app.core.permissions import Principal, Role
from app.features.accounts.service import create_account
from app.features.catalog.entities import Product
from app.features.catalog.repository import ProductRepository
from app.features.orders.entities import Order, OrderAction, WantedLine
from app.features.orders.service import create_order
from app.features.orders.steps import move_order
from app.infra.resources import Resources
from tests.support.factories import a_product


async def someone(resources: Resources, name: str, role: Role = Role.CUSTOMER) -> Principal:
    """An account, as one who acts."""
    account = await create_account(
        resources, email=f"{name}@example.com", password="open the shop door", role=role
    )
    return Principal(user_id=account.id, role=role)


async def stocked(resources: Resources, **values: Any) -> Product:
    """A product in the database."""
    product = a_product(**values)
    async with resources.transaction() as work:
        await work.repository(ProductRepository).add(product)
    return product


async def stock_of(resources: Resources, product_id: UUID) -> int:
    """How many pieces are left."""
    async with resources.reading() as work:
        product = await work.repository(ProductRepository).get(product_id)
    assert product is not None
    return product.stock


async def drafted(
    resources: Resources, customer: Principal, *products: Product, quantity: int = 1
) -> Order:
    """A draft of the products."""
    wanted = [WantedLine(product_id=product.id, quantity=quantity) for product in products]
    return await create_order(resources, actor=customer, wanted=wanted, note="")


async def moved(
    resources: Resources, actor: Principal, order: Order, *actions: OrderAction
) -> Order:
    """The order after the actions."""
    for action in actions:
        order = await move_order(resources, actor=actor, order_id=order.id, action=action)
    return order
