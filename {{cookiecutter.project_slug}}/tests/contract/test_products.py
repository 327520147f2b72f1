"""The product operations over HTTP."""

from typing import Any

import pytest

from tests.support.contract import UNKNOWN_ID, assert_problem
from tests.support.people import Person
from tests.support.shop import PRODUCTS, add_product, draft

BODY: dict[str, Any] = {
    "sku": "MUG-1",
    "name": "Mug",
    "price": {"amount": "12.50", "currency": "EUR"},
}


def test_a_product_is_created_and_read(staff: Person, customer: Person) -> None:
    answer = staff.http.post(PRODUCTS, json={**BODY, "stock": 3})

    assert answer.status_code == 201
    product = answer.json()
    assert answer.headers["location"] == f"{PRODUCTS}/{product['id']}"
    assert answer.headers["etag"] == '"1"'
    assert product == {
        "id": product["id"],
        "sku": "MUG-1",
        "name": "Mug",
        "description": "",
        "price": {"amount": "12.50", "currency": "EUR"},
        "stock": 3,
        "active": True,
        "version": 1,
        "created_at": product["created_at"],
        "updated_at": product["created_at"],
    }
    read = customer.http.get(answer.headers["location"])
    assert (read.status_code, read.json(), read.headers["etag"]) == (200, product, '"1"')


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sku", "mug 1"),
        ("sku", "A" * 41),
        ("name", ""),
        ("name", " mug"),
        ("name", "mu\x00g"),
        ("name", 7),
        ("description", "x" * 4001),
        ("price", {"amount": "12.505", "currency": "EUR"}),
        ("price", {"amount": "12.5", "currency": "JPY"}),
        ("price", {"amount": "-1", "currency": "EUR"}),
        ("price", {"amount": "1", "currency": "eur"}),
        ("price", {"amount": 1, "currency": "EUR"}),
        ("price", "12.50"),
        ("stock", -1),
        ("stock", 1_000_001),
        ("stock", "3"),
        ("stock", 1.5),
        ("stock", True),
        ("active", "yes"),
        ("colour", "red"),
    ],
)
def test_a_field_that_is_wrong(staff: Person, field: str, value: object) -> None:
    problem = assert_problem(
        staff.http.post(PRODUCTS, json={**BODY, field: value}), 422, "validation_failed"
    )

    assert {tuple(error["loc"][:2]) for error in problem["errors"]} == {("body", field)}


def test_fields_that_are_missing(staff: Person) -> None:
    problem = assert_problem(staff.http.post(PRODUCTS, json={}), 422, "validation_failed")

    assert {error["loc"][1] for error in problem["errors"]} == {"sku", "name", "price"}


def test_a_sku_names_one_product(staff: Person) -> None:  # BR-1
    add_product(staff, sku="MUG-1")

    assert_problem(staff.http.post(PRODUCTS, json=BODY), 409, "sku_taken")


def test_a_product_is_changed_in_part(staff: Person) -> None:
    product = add_product(staff, description="White")
    url = f"{PRODUCTS}/{product['id']}"

    answer = staff.http.patch(
        url,
        json={"name": "Cup", "price": {"amount": "11", "currency": "USD"}},
        headers={"If-Match": '"1"'},
    )

    assert answer.status_code == 200
    assert answer.headers["etag"] == '"2"'
    changed = answer.json()
    assert changed == product | {
        "name": "Cup",
        "price": {"amount": "11.00", "currency": "USD"},
        "version": 2,
        "updated_at": changed["updated_at"],
    }
    assert staff.http.get(url).json() == changed


def test_a_change_that_changes_nothing_makes_no_version(staff: Person) -> None:
    product = add_product(staff, name="Mug")
    for body in ({}, {"name": "Mug"}):
        answer = staff.http.patch(
            f"{PRODUCTS}/{product['id']}", json=body, headers={"If-Match": '"1"'}
        )
        assert (answer.status_code, answer.json()) == (200, product)


@pytest.mark.parametrize(
    "body", [{"name": None}, {"stock": None}, {"sku": "NEW"}, {"version": 3}, [], {"price": 1}]
)
def test_a_change_that_is_wrong(staff: Person, body: object) -> None:
    product = add_product(staff)
    answer = staff.http.patch(f"{PRODUCTS}/{product['id']}", json=body, headers={"If-Match": '"1"'})

    assert_problem(answer, 422, "validation_failed")


def test_a_change_says_what_it_was_based_on(staff: Person) -> None:
    product = add_product(staff)
    url, body = f"{PRODUCTS}/{product['id']}", {"name": "Cup"}

    assert_problem(staff.http.patch(url, json=body), 428, "precondition_required")
    assert staff.http.patch(url, json=body, headers={"If-Match": '"1"'}).status_code == 200
    stale = staff.http.patch(url, json={"name": "Jug"}, headers={"If-Match": '"1"'})
    assert_problem(stale, 412, "precondition_failed")
    assert staff.http.get(url).json()["name"] == "Cup"


def test_a_product_is_deleted(staff: Person) -> None:
    url = f"{PRODUCTS}/{add_product(staff)['id']}"

    answer = staff.http.delete(url)

    assert (answer.status_code, answer.content) == (204, b"")
    assert_problem(staff.http.get(url), 404, "product_not_found")
    assert_problem(staff.http.delete(url), 404, "product_not_found")
    assert_problem(
        staff.http.patch(url, json={"stock": 1}, headers={"If-Match": "*"}),
        404,
        "product_not_found",
    )


def test_an_ordered_product_stays(staff: Person, customer: Person) -> None:  # BR-2
    product = add_product(staff)
    draft(customer, product)

    answer = staff.http.delete(f"{PRODUCTS}/{product['id']}")

    assert_problem(answer, 409, "product_in_use")
    assert customer.http.get(f"{PRODUCTS}/{product['id']}").status_code == 200


def test_customers_see_active_products_only(staff: Person, customer: Person) -> None:  # BR-3
    shown, hidden = add_product(staff), add_product(staff, active=False)

    def ids(person: Person, **query: Any) -> set[str]:
        items = person.http.get(PRODUCTS, params=query).json()["items"]
        return {item["id"] for item in items}

    assert ids(customer) == ids(customer, active=False) == {shown["id"]}
    assert ids(staff) == {shown["id"], hidden["id"]}
    assert ids(staff, active=False) == {hidden["id"]}
    assert_problem(customer.http.get(f"{PRODUCTS}/{hidden['id']}"), 404, "product_not_found")
    assert staff.http.get(f"{PRODUCTS}/{hidden['id']}").status_code == 200


def test_ids_that_name_nothing(customer: Person) -> None:
    assert_problem(customer.http.get(f"{PRODUCTS}/{UNKNOWN_ID}"), 404, "product_not_found")
    assert_problem(customer.http.get(f"{PRODUCTS}/7"), 422, "validation_failed")
