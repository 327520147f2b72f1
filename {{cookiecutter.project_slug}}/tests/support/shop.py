"""Products and orders over HTTP."""

from itertools import count
from typing import Any

import httpx2

from tests.support.people import Person

PRODUCTS = "/api/v1/products"
ORDERS = "/api/v1/orders"

_numbers = count(1)


def add_product(staff: Person, **values: Any) -> dict[str, Any]:
    """A product with the values, costing 10.00 EUR."""
    body = {
        "sku": f"SKU-{next(_numbers)}",
        "name": "Mug",
        "price": {"amount": "10.00", "currency": "EUR"},
        "stock": 10,
    }
    answer = staff.http.post(PRODUCTS, json=body | values)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def lines(*products: dict[str, Any], quantity: int = 1) -> list[dict[str, Any]]:
    """Lines for the products."""
    return [{"product_id": product["id"], "quantity": quantity} for product in products]


def draft(customer: Person, *products: dict[str, Any], **values: Any) -> dict[str, Any]:
    """A draft of one piece of each product."""
    answer = customer.http.post(ORDERS, json={"lines": lines(*products), **values})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def step(person: Person, order: dict[str, Any], action: str, **options: Any) -> httpx2.Response:
    """The answer to an action on the order."""
    return person.http.post(f"{ORDERS}/{order['id']}/{action}", **options)


def stock_of(person: Person, product: dict[str, Any]) -> int:
    """How many pieces are left."""
    return int(person.http.get(f"{PRODUCTS}/{product['id']}").json()["stock"])
