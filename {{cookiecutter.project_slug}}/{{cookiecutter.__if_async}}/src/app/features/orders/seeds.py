"""Demo orders of the demo customer."""

from app.core.pagination import PageRequest
from app.core.permissions import Principal
from app.features.accounts.repository import AccountRepository
from app.features.catalog.entities import ProductFilter
from app.features.catalog.repository import ProductRepository
from app.features.orders.entities import OrderAction, OrderFilter, WantedLine
from app.features.orders.repository import OrderRepository
from app.features.orders.service import create_order
from app.features.orders.steps import move_order
from app.infra.resources import Resources

CUSTOMER, STAFF = "customer@example.com", "staff@example.com"

# What is ordered, and how far each order has come.
DEMO_ORDERS: tuple[tuple[dict[str, int], tuple[OrderAction, ...]], ...] = (
    ({"MUG-WHITE": 2, "TEA-GREEN": 1}, ()),
    ({"POT-GLASS": 1}, (OrderAction.PLACE,)),
    ({"MUG-BLUE": 4}, (OrderAction.PLACE, OrderAction.PAY, OrderAction.SHIP)),
)


async def seed_demo(resources: Resources) -> None:
    """Give the demo customer orders, unless there are some or the demo accounts are missing."""
    customer = await _principal(resources, CUSTOMER)
    staff = await _principal(resources, STAFF)
    if customer is None or staff is None or await _has_orders(resources, customer):
        return
    for quantities, actions in DEMO_ORDERS:
        wanted = await _wanted(resources, quantities)
        order = await create_order(resources, actor=customer, wanted=wanted, note="")
        for action in actions:
            actor = customer if action is OrderAction.PLACE else staff
            await move_order(resources, actor=actor, order_id=order.id, action=action)


async def _principal(resources: Resources, email: str) -> Principal | None:
    """The account with that address, as one who acts."""
    async with resources.reading() as work:
        account = await work.repository(AccountRepository).find(email)
    return None if account is None else Principal(user_id=account.id, role=account.role)


async def _has_orders(resources: Resources, customer: Principal) -> bool:
    """Whether the customer has ordered."""
    async with resources.reading() as work:
        wanted = OrderFilter(customer_id=customer.user_id)
        return bool(
            (await work.repository(OrderRepository).list(PageRequest(limit=1), wanted)).items
        )


async def _wanted(resources: Resources, quantities: dict[str, int]) -> list[WantedLine]:
    """The lines for quantities by SKU."""
    lines = []
    async with resources.reading() as work:
        products = work.repository(ProductRepository)
        for sku, quantity in quantities.items():
            found = await products.list(PageRequest(limit=1), ProductFilter(sku=sku))
            lines += [WantedLine(product_id=p.id, quantity=quantity) for p in found.items]
    return lines
