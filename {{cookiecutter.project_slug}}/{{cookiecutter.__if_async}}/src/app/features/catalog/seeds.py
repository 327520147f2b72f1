"""Demo products."""

from app.core.ids import new_id
from app.core.money import Money
from app.core.pagination import PageRequest
from app.features.catalog.entities import Product, ProductFilter
from app.features.catalog.repository import ProductRepository
from app.infra.resources import Resources

# SKU, name, description, price in cents, stock, whether it is offered.
DEMO_PRODUCTS = (
    ("MUG-WHITE", "Mug", "White, 300 ml, for coffee and tea.", 1250, 40, True),
    ("MUG-BLUE", "Mug", "Blue, 300 ml, for coffee and tea.", 1290, 25, True),
    ("POT-GLASS", "Teapot", "Glass, one litre, with a strainer.", 3400, 12, True),
    ("TEA-GREEN", "Green tea", "Loose leaves, 250 g.", 890, 200, True),
    ("TEA-WINTER", "Winter tea", "Out of season.", 990, 0, False),
)


async def seed_demo(resources: Resources) -> None:
    """Add the demo products that are missing."""
    for sku, name, description, price, stock, active in DEMO_PRODUCTS:
        now = resources.clock()
        product = Product(
            id=new_id(),
            sku=sku,
            name=name,
            description=description,
            price=Money(price, "EUR"),
            stock=stock,
            active=active,
            version=1,
            created_at=now,
            updated_at=now,
        )
        async with resources.transaction() as work:
            products = work.repository(ProductRepository)
            known = await products.list(PageRequest(limit=1), ProductFilter(sku=sku))
            if not known.items:
                await products.add(product)
