"""The order operations over HTTP: drafts, who sees what, and lists."""

from typing import Any

import pytest

from tests.support.contract import UNKNOWN_ID, assert_problem
from tests.support.people import Person
from tests.support.shop import ORDERS, PRODUCTS, add_product, draft, lines, step


def test_a_draft_keeps_names_and_prices(staff: Person, customer: Person) -> None:
    mug = add_product(staff, name="Mug", price={"amount": "12.50", "currency": "EUR"})
    tea = add_product(staff, name="Tea", price={"amount": "0.99", "currency": "EUR"})

    answer = customer.http.post(
        ORDERS, json={"lines": [*lines(mug, quantity=3), *lines(tea)], "note": "Ring\ntwice"}
    )

    assert answer.status_code == 201
    order = answer.json()
    assert answer.headers["location"] == f"{ORDERS}/{order['id']}"
    assert answer.headers["etag"] == '"1"'
    assert order == {
        "id": order["id"],
        "customer_id": customer.id,
        "status": "draft",
        "note": "Ring\ntwice",
        "lines": [
            {
                "product_id": mug["id"],
                "sku": mug["sku"],
                "name": "Mug",
                "unit_price": {"amount": "12.50", "currency": "EUR"},
                "quantity": 3,
                "total": {"amount": "37.50", "currency": "EUR"},
            },
            {
                "product_id": tea["id"],
                "sku": tea["sku"],
                "name": "Tea",
                "unit_price": {"amount": "0.99", "currency": "EUR"},
                "quantity": 1,
                "total": {"amount": "0.99", "currency": "EUR"},
            },
        ],
        "total": {"amount": "38.49", "currency": "EUR"},
        "version": 1,
        "created_at": order["created_at"],
        "updated_at": order["created_at"],
    }
    staff.http.patch(f"{PRODUCTS}/{mug['id']}", json={"name": "Cup"}, headers={"If-Match": "*"})
    read = customer.http.get(answer.headers["location"])
    assert (read.status_code, read.json(), read.headers["etag"]) == (200, order, '"1"')


@pytest.mark.parametrize(
    ("line", "loc"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": 1001}, "quantity"),
        ({"quantity": "1"}, "quantity"),
        ({"quantity": 1.5}, "quantity"),
        ({"quantity": None}, "quantity"),
        ({"product_id": "7"}, "product_id"),
        ({"product_id": 7}, "product_id"),
        ({"price": "0.01"}, "price"),
    ],
)
def test_a_line_that_is_wrong(customer: Person, line: dict[str, Any], loc: str) -> None:
    body = {"lines": [{"product_id": UNKNOWN_ID, "quantity": 1} | line]}
    problem = assert_problem(customer.http.post(ORDERS, json=body), 422, "validation_failed")

    assert [error["loc"] for error in problem["errors"]] == [["body", "lines", 0, loc]]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"lines": []},
        {"lines": [{"product_id": UNKNOWN_ID, "quantity": 1}] * 101},
        {"lines": {}},
        {"lines": [1]},
        {"lines": [{}], "note": "x" * 4001},
        {"lines": [{"product_id": UNKNOWN_ID, "quantity": 1}], "status": "paid"},
        {"lines": [{"product_id": UNKNOWN_ID, "quantity": 1}], "note": None},
        [],
    ],
)
def test_a_body_that_is_wrong(customer: Person, body: object) -> None:
    assert_problem(customer.http.post(ORDERS, json=body), 422, "validation_failed")


def test_each_product_stands_in_one_line(staff: Person, customer: Person) -> None:  # BR-14
    mug, tea = add_product(staff), add_product(staff)
    answer = customer.http.post(ORDERS, json={"lines": lines(mug, tea, mug)})

    problem = assert_problem(answer, 422, "order_product_repeated")
    assert [error["loc"] for error in problem["errors"]] == [["body", "lines", 2, "product_id"]]


def test_only_what_is_offered_can_be_ordered(staff: Person, customer: Person) -> None:  # BR-15
    offered, hidden = add_product(staff), add_product(staff, active=False)
    unknown = {"id": UNKNOWN_ID}
    answer = customer.http.post(ORDERS, json={"lines": lines(hidden, offered, unknown)})

    problem = assert_problem(answer, 409, "product_unavailable")
    assert [error["loc"][2] for error in problem["errors"]] == [0, 2]


def test_an_order_has_one_currency(staff: Person, customer: Person) -> None:  # BR-16
    euros = add_product(staff)
    dollars = add_product(staff, price={"amount": "1.00", "currency": "USD"})
    answer = customer.http.post(ORDERS, json={"lines": lines(euros, dollars)})

    assert_problem(answer, 409, "order_currency_mixed")


def test_a_total_has_bounds(staff: Person, customer: Person) -> None:  # BR-17
    product = add_product(staff, price={"amount": "999999999999.99", "currency": "EUR"})

    once = customer.http.post(ORDERS, json={"lines": lines(product)})
    assert once.json()["total"]["amount"] == "999999999999.99"
    twice = customer.http.post(ORDERS, json={"lines": lines(product, quantity=2)})
    assert_problem(twice, 409, "order_too_large")


def test_a_draft_is_changed_in_part(staff: Person, customer: Person) -> None:
    mug, tea = add_product(staff), add_product(staff, price={"amount": "2.00", "currency": "EUR"})
    order = draft(customer, mug, note="Ring")
    url = f"{ORDERS}/{order['id']}"

    noted = customer.http.patch(url, json={"note": "Knock"}, headers={"If-Match": '"1"'})
    assert (noted.status_code, noted.headers["etag"]) == (200, '"2"')
    assert noted.json()["lines"] == order["lines"]

    changes = {"lines": lines(tea, mug, quantity=2)}
    lined = customer.http.patch(url, json=changes, headers={"If-Match": '"2"'}).json()
    assert [line["product_id"] for line in lined["lines"]] == [tea["id"], mug["id"]]
    assert (lined["total"]["amount"], lined["note"], lined["version"]) == ("24.00", "Knock", 3)
    assert customer.http.get(url).json() == lined


def test_a_change_that_changes_nothing_makes_no_version(staff: Person, customer: Person) -> None:
    product = add_product(staff)
    order = draft(customer, product, note="Ring")
    for body in ({}, {"note": "Ring"}, {"lines": lines(product)}):
        answer = customer.http.patch(
            f"{ORDERS}/{order['id']}", json=body, headers={"If-Match": '"1"'}
        )
        assert (answer.status_code, answer.json()) == (200, order)


@pytest.mark.parametrize(
    "body", [{"note": None}, {"lines": None}, {"lines": []}, {"status": "paid"}, [], {"version": 1}]
)
def test_a_change_that_is_wrong(staff: Person, customer: Person, body: object) -> None:
    order = draft(customer, add_product(staff))
    answer = customer.http.patch(f"{ORDERS}/{order['id']}", json=body, headers={"If-Match": '"1"'})

    assert_problem(answer, 422, "validation_failed")


def test_a_change_keeps_the_rules_of_lines(staff: Person, customer: Person) -> None:
    mug, hidden = add_product(staff), add_product(staff, active=False)
    url = f"{ORDERS}/{draft(customer, mug)['id']}"

    def change(*products: dict[str, Any]) -> Any:
        return customer.http.patch(url, json={"lines": lines(*products)}, headers={"If-Match": "*"})

    assert_problem(change(mug, mug), 422, "order_product_repeated")
    assert_problem(change(hidden), 409, "product_unavailable")


def test_a_change_says_what_it_was_based_on(staff: Person, customer: Person) -> None:
    url = f"{ORDERS}/{draft(customer, add_product(staff))['id']}"
    body = {"note": "Knock"}

    assert_problem(customer.http.patch(url, json=body), 428, "precondition_required")
    assert customer.http.patch(url, json=body, headers={"If-Match": '"1"'}).status_code == 200
    stale = customer.http.patch(url, json={"note": ""}, headers={"If-Match": '"1"'})
    assert_problem(stale, 412, "precondition_failed")
    assert customer.http.get(url).json()["note"] == "Knock"


def test_a_draft_is_deleted(staff: Person, customer: Person) -> None:
    url = f"{ORDERS}/{draft(customer, add_product(staff))['id']}"

    answer = customer.http.delete(url)

    assert (answer.status_code, answer.content) == (204, b"")
    assert_problem(customer.http.get(url), 404, "order_not_found")
    assert_problem(customer.http.delete(url), 404, "order_not_found")


def test_what_is_placed_is_not_edited(staff: Person, customer: Person) -> None:  # BR-11
    order = draft(customer, add_product(staff))
    step(customer, order, "place")
    url = f"{ORDERS}/{order['id']}"

    late = customer.http.patch(url, json={"note": "x"}, headers={"If-Match": "*"})
    assert_problem(late, 409, "order_not_draft")
    assert_problem(customer.http.delete(url), 409, "order_not_draft")


def test_another_customers_order_is_not_there(  # BR-10
    staff: Person, customer: Person, other_customer: Person
) -> None:
    order = draft(customer, add_product(staff))
    url = f"{ORDERS}/{order['id']}"
    stranger = other_customer.http

    for answer in (
        stranger.get(url),
        stranger.get(f"{url}/events"),
        stranger.patch(url, json={"note": "x"}, headers={"If-Match": "*"}),
        stranger.delete(url),
        step(other_customer, order, "place"),
        step(other_customer, order, "cancel"),
    ):
        assert_problem(answer, 404, "order_not_found")
    assert stranger.get(ORDERS).json()["items"] == []
    assert customer.http.get(url).json() == order


def test_the_team_sees_orders_and_leaves_drafts_alone(staff: Person, customer: Person) -> None:
    order = draft(customer, add_product(staff))
    url = f"{ORDERS}/{order['id']}"

    assert staff.http.get(url).json() == order
    for answer in (
        staff.http.patch(url, json={"note": "x"}, headers={"If-Match": "*"}),
        staff.http.delete(url),
        step(staff, order, "place"),
    ):
        assert_problem(answer, 403, "permission_denied")


def test_ids_that_name_nothing(customer: Person) -> None:
    assert_problem(customer.http.get(f"{ORDERS}/{UNKNOWN_ID}"), 404, "order_not_found")
    assert_problem(customer.http.get(f"{ORDERS}/{UNKNOWN_ID}/events"), 404, "order_not_found")
    assert_problem(step(customer, {"id": UNKNOWN_ID}, "place"), 404, "order_not_found")
    assert_problem(customer.http.get(f"{ORDERS}/7"), 422, "validation_failed")
