"""The product list over HTTP: search, filters, sorting, pages."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

from app.core.ids import new_id
from tests.support.contract import assert_problem
from tests.support.people import Person
from tests.support.shop import PRODUCTS, add_product


def skus(person: Person, **query: Any) -> list[str]:
    """The SKUs that the list holds, in its order."""
    answer = person.http.get(PRODUCTS, params=query)
    assert answer.status_code == 200, answer.text
    return [item["sku"] for item in answer.json()["items"]]


@pytest.fixture
def shelf(staff: Person) -> None:
    """Four products."""
    add_product(staff, sku="A", name="The blue mug", description="For Crème brûlée, 300 ml.")
    add_product(staff, sku="B", name="Blue plate", price={"amount": "7.00", "currency": "EUR"})
    add_product(staff, sku="C", name="Чайник", price={"amount": "30.00", "currency": "USD"})
    add_product(staff, sku="D", name="Zebra", description="mug-shaped", active=False)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("blue", ["A", "B"]),
        ("BLU", ["A", "B"]),
        ("mug blu", ["A"]),
        ("blue mug plate", []),
        ("mug", ["A", "D"]),
        ("the", ["A"]),
        ("f", ["A"]),
        ("creme", ["A"]),
        ("brûlée", ["A"]),
        ("300", ["A"]),
        ("00", []),
        ("чай", ["C"]),
        ("lue", []),
        ("mug-shaped", ["D"]),
        ("-mug +plate", []),
        ("%", []),
        ("mug OR plate", []),
        ('"blue*', ["A", "B"]),
    ],
)
def test_search_finds_words_by_their_beginnings(  # BR-4
    staff: Person, q: str, found: list[str]
) -> None:
    assert skus(staff, q=q, sort="created_at") == found


@pytest.mark.usefixtures("shelf")
def test_search_keeps_to_what_customers_may_see(customer: Person) -> None:
    assert skus(customer, q="mug") == ["A"]


def test_search_follows_changes(staff: Person) -> None:
    product = add_product(staff, sku="A", name="Mug")
    url, headers = f"{PRODUCTS}/{product['id']}", {"If-Match": "*"}

    staff.http.patch(url, json={"name": "Cup"}, headers=headers)
    assert (skus(staff, q="mug"), skus(staff, q="cup")) == ([], ["A"])
    staff.http.patch(url, json={"description": "mug"}, headers=headers)
    assert (skus(staff, q="mug"), skus(staff, q="cup")) == (["A"], ["A"])
    staff.http.delete(url)
    assert skus(staff, q="cup") == []


@pytest.mark.usefixtures("shelf")
def test_filters_narrow_the_list(staff: Person) -> None:
    assert skus(staff, currency="USD") == ["C"]
    assert skus(staff, sku="B") == ["B"]
    assert skus(staff, active=True, sort="name") == ["B", "A", "C"]
    assert skus(staff, q="mug", active=False) == ["D"]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("created_at", "ABCD"),
        ("-created_at", "DCBA"),
        ("name", "BADC"),
        ("-name", "CDAB"),
        ("price", "BADC"),
        ("-price", "CDAB"),
    ],
)
def test_lists_are_sorted(staff: Person, sort: str, order: str) -> None:
    assert skus(staff, sort=sort) == list(order)


@pytest.mark.parametrize("sort", ["created_at", "-created_at", "name", "-name", "price", "-price"])
def test_pages_hold_every_row_once(staff: Person, sort: str) -> None:
    added = [add_product(staff, name=f"Mug {n % 2}")["id"] for n in range(5)]
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 2, "sort": sort}
    while query.get("cursor", "") is not None:
        page = staff.http.get(PRODUCTS, params=query).json()
        seen += [item["id"] for item in page["items"]]
        query["cursor"] = page["next_cursor"]
        if len(seen) < len(added):
            # Rows that arrive meanwhile do not move those that are there.
            add_product(staff, name="Mug 0")

    assert set(added) <= set(seen)
    assert len(set(seen)) == len(seen)


def test_the_last_page_has_no_cursor(staff: Person) -> None:
    add_product(staff)
    answer = staff.http.get(PRODUCTS, params={"limit": 1})

    assert answer.json()["next_cursor"] is None
    assert "link" not in answer.headers


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 101},
        {"sort": "stock"},
        {"sort": ""},
        {"q": ""},
        {"q": "x" * 101},
        {"q": "mu\x00g"},
        {"active": "maybe"},
        {"currency": "eur"},
        {"sku": "mug"},
        {"colour": "red"},
        {"cursor": "nonsense"},
    ],
)
def test_a_query_that_is_wrong(customer: Person, query: dict[str, Any]) -> None:
    assert_problem(customer.http.get(PRODUCTS, params=query), 422, "validation_failed")


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        ("created_at", "0001-01-01T00:00:00+14:00"),
        ("created_at", "9999-12-31T23:59:59-14:00"),
        ("created_at", "2026-01-01T00:00:00"),
        ("created_at", 1),
        ("name", "\ud800"),
        ("name", "\x00"),
        ("name", None),
        ("price", 2**63),
        ("price", 1.5),
        ("price", "1"),
        ("price", True),
    ],
)
def test_a_cursor_that_is_forged(customer: Person, sort: str, value: object) -> None:
    document = json.dumps([sort, value, new_id().hex]).encode()
    query = {"sort": sort, "cursor": urlsafe_b64encode(document).decode()}

    assert_problem(customer.http.get(PRODUCTS, params=query), 422, "validation_failed")
