"""The steps of an order over HTTP."""

from typing import Any

import pytest

from tests.support.contract import assert_problem
from tests.support.people import Person
from tests.support.shop import ORDERS, PRODUCTS, add_product, draft, lines, step, stock_of

# How an order comes to a status.
WAYS = {
    "draft": [],
    "placed": ["place"],
    "paid": ["place", "pay"],
    "shipped": ["place", "pay", "ship"],
    "delivered": ["place", "pay", "ship", "deliver"],
    "cancelled": ["place", "cancel"],
    "refunded": ["place", "pay", "refund"],
}
ALLOWED = {
    "draft": {"place": "placed"},
    "placed": {"pay": "paid", "cancel": "cancelled"},
    "paid": {"ship": "shipped", "cancel": "cancelled", "refund": "refunded"},
    "shipped": {"deliver": "delivered", "refund": "refunded"},
    "delivered": {"refund": "refunded"},
    "cancelled": {},
    "refunded": {},
}
ACTIONS = ["place", "pay", "ship", "deliver", "cancel", "refund"]


def order_in(
    status: str, staff: Person, customer: Person, product: dict[str, Any]
) -> dict[str, Any]:
    """An order of four pieces that has come to the status."""
    body = {"lines": lines(product, quantity=4)}
    order = customer.http.post(ORDERS, json=body).json()
    for action in WAYS[status]:
        person = customer if action == "place" else staff
        order = step(person, order, action).json()
    assert order["status"] == status
    return dict(order)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("status", WAYS)
def test_the_workflow(staff: Person, customer: Person, status: str, action: str) -> None:  # BR-12
    product = add_product(staff, stock=10)
    order = order_in(status, staff, customer, product)
    before = stock_of(staff, product)
    person = customer if action == "place" else staff

    answer = step(person, order, action)

    if action in ALLOWED[status]:
        assert answer.status_code == 200
        moved = answer.json()
        assert moved == order | {
            "status": ALLOWED[status][action],
            "version": order["version"] + 1,
            "updated_at": moved["updated_at"],
        }
        assert answer.headers["etag"] == f'"{moved["version"]}"'
        taken = {"place": 4, "cancel": -4, "refund": -4}.get(action, 0)
        assert stock_of(staff, product) == before - taken
    else:
        problem = assert_problem(answer, 409, "order_transition_not_allowed")
        assert problem["detail"].endswith(f"allowed: {', '.join(ALLOWED[status]) or 'nothing'}.")
        assert customer.http.get(f"{ORDERS}/{order['id']}").json() == order
        assert stock_of(staff, product) == before


@pytest.mark.parametrize("action", ["pay", "ship", "deliver", "refund"])
def test_customers_leave_these_to_the_team(staff: Person, customer: Person, action: str) -> None:
    order = draft(customer, add_product(staff))

    assert_problem(step(customer, order, action), 403, "permission_denied")


def test_customers_cancel_until_it_is_shipped(staff: Person, customer: Person) -> None:
    product = add_product(staff, stock=20)
    for status in ("placed", "paid"):
        order = order_in(status, staff, customer, product)
        assert step(customer, order, "cancel").json()["status"] == "cancelled"
    shipped = order_in("shipped", staff, customer, product)
    assert_problem(step(customer, shipped, "cancel"), 409, "order_transition_not_allowed")


def test_a_line_that_cannot_be_served_is_named(staff: Person, customer: Person) -> None:  # BR-18
    plenty, scarce = add_product(staff, stock=5), add_product(staff, sku="RARE", stock=2)
    order = customer.http.post(ORDERS, json={"lines": lines(plenty, scarce, quantity=3)}).json()

    problem = assert_problem(step(customer, order, "place"), 409, "insufficient_stock")

    assert problem["detail"] == "RARE: 3 wanted, 2 in stock."
    assert [error["loc"] for error in problem["errors"]] == [["body", "lines", 1, "quantity"]]
    assert (stock_of(staff, plenty), stock_of(staff, scarce)) == (5, 2)
    assert customer.http.get(f"{ORDERS}/{order['id']}").json()["status"] == "draft"


def test_an_order_is_placed_at_the_prices_seen(staff: Person, customer: Person) -> None:  # BR-19
    product = add_product(staff, stock=5)
    order = draft(customer, product)
    dearer = {"price": {"amount": "11.00", "currency": "EUR"}}
    staff.http.patch(f"{PRODUCTS}/{product['id']}", json=dearer, headers={"If-Match": "*"})

    assert_problem(step(customer, order, "place"), 409, "order_price_changed")

    url = f"{ORDERS}/{order['id']}"
    anew = customer.http.patch(url, json={"lines": lines(product)}, headers={"If-Match": "*"})
    assert anew.json()["total"]["amount"] == "11.00"
    assert step(customer, order, "place").status_code == 200


def test_what_is_not_offered_any_more_is_not_placed(staff: Person, customer: Person) -> None:
    product = add_product(staff)
    order = draft(customer, product)
    url = f"{PRODUCTS}/{product['id']}"
    staff.http.patch(url, json={"active": False}, headers={"If-Match": "*"})

    assert_problem(step(customer, order, "place"), 409, "product_unavailable")


def test_a_step_may_say_what_it_was_based_on(staff: Person, customer: Person) -> None:
    order = draft(customer, add_product(staff))

    stale = step(customer, order, "place", headers={"If-Match": '"7"'})
    assert_problem(stale, 412, "precondition_failed")
    placed = step(customer, order, "place", headers={"If-Match": '"1"'})
    assert placed.json()["status"] == "placed"


def test_a_change_to_the_product_sees_what_orders_took(staff: Person, customer: Person) -> None:
    product = add_product(staff, stock=5)
    url = f"{PRODUCTS}/{product['id']}"
    step(customer, draft(customer, product), "place")

    counted = staff.http.patch(url, json={"stock": 5}, headers={"If-Match": '"1"'})
    assert_problem(counted, 412, "precondition_failed")
    renamed = staff.http.patch(url, json={"name": "Cup"}, headers={"If-Match": "*"})
    assert renamed.json()["stock"] == 4
