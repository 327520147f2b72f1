"""What the API document says of the product operations."""

from app.core.operations import describe
from app.features.catalog.errors import ProductInUse, ProductNotFound, SkuTaken

_EXAMPLE = {
    "sku": "MUG-1",
    "name": "Mug",
    "description": "White, 300 ml.",
    "price": {"amount": "12.50", "currency": "EUR"},
    "stock": 40,
}

describe(
    "list_products",
    "List products",
    description=(
        "Customers see active products, the team sees all. `q` finds products whose name and "
        "description together have all of its words, by their beginnings and without case."
    ),
)
describe("read_product", "Read a product", errors=(ProductNotFound,))
describe("create_product", "Create a product", errors=(SkuTaken,), request_example=_EXAMPLE)
describe(
    "update_product",
    "Change a product",
    errors=(ProductNotFound,),
    request_example={"price": {"amount": "11.00", "currency": "EUR"}},
)
describe(
    "delete_product",
    "Delete a product that was never ordered",
    errors=(ProductNotFound, ProductInUse),
)
