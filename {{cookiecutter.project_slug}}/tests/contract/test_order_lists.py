"""The order list and the events of an order over HTTP."""

from typing import Any

import pytest

from tests.support.contract import assert_problem
from tests.support.people import Person
from tests.support.shop import ORDERS, add_product, draft, step


def ids(person: Person, **query: Any) -> list[str]:
    """The ids that the list holds, in its order."""
    answer = person.http.get(ORDERS, params=query)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


@pytest.fixture
def books(staff: Person, customer: Person, other_customer: Person) -> list[dict[str, Any]]:
    """Three orders: a customer's draft and placed order, and another customer's draft."""
    dear = add_product(staff, price={"amount": "20.00", "currency": "EUR"})
    cheap = add_product(staff, price={"amount": "5.00", "currency": "EUR"})
    orders = [draft(customer, dear, cheap), draft(customer, cheap), draft(other_customer, dear)]
    step(customer, orders[1], "place")
    return orders


def test_an_item_of_the_list_is_the_order(staff: Person, customer: Person) -> None:
    order = draft(customer, add_product(staff), add_product(staff))

    assert customer.http.get(ORDERS).json() == {"items": [order], "next_cursor": None}


def test_filters_narrow_the_list(
    staff: Person, customer: Person, other_customer: Person, books: list[dict[str, Any]]
) -> None:
    first, second, third = (order["id"] for order in books)

    assert ids(customer) == ids(customer, customer_id=customer.id) == [second, first]
    assert ids(other_customer) == [third]
    assert ids(staff) == [third, second, first]
    assert ids(staff, status="placed") == [second]
    assert ids(staff, customer_id=other_customer.id) == [third]
    assert ids(customer, status="draft") == [first]
    assert ids(staff, since=books[1]["created_at"]) == [third, second]
    assert ids(staff, until=books[1]["created_at"]) == [first]


@pytest.mark.usefixtures("other_customer")
def test_customers_do_not_ask_for_others(customer: Person, other_customer: Person) -> None:
    answer = customer.http.get(ORDERS, params={"customer_id": other_customer.id})

    assert_problem(answer, 403, "permission_denied")


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("created_at", [0, 1, 2]),
        ("-created_at", [2, 1, 0]),
        ("total", [1, 2, 0]),
        ("-total", [0, 2, 1]),
    ],
)
def test_lists_are_sorted(
    staff: Person, books: list[dict[str, Any]], sort: str, order: list[int]
) -> None:
    assert ids(staff, sort=sort) == [books[index]["id"] for index in order]


@pytest.mark.parametrize("sort", ["created_at", "-created_at", "total", "-total"])
def test_pages_hold_every_row_once(staff: Person, customer: Person, sort: str) -> None:
    product = add_product(staff)
    added = [draft(customer, product)["id"] for _ in range(5)]
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 2, "sort": sort}
    while query.get("cursor", "") is not None:
        page = customer.http.get(ORDERS, params=query).json()
        assert all(item["lines"] for item in page["items"])
        seen += [item["id"] for item in page["items"]]
        query["cursor"] = page["next_cursor"]

    assert sorted(seen) == sorted(added)


def test_the_link_header_leads_on(staff: Person, customer: Person) -> None:
    product = add_product(staff)
    last, first = draft(customer, product), draft(customer, product)
    answer = customer.http.get(ORDERS, params={"limit": 1, "status": "draft"})

    assert [item["id"] for item in answer.json()["items"]] == [first["id"]]
    following = customer.http.get(answer.links["next"]["url"])
    assert [item["id"] for item in following.json()["items"]] == [last["id"]]
    assert "next" not in following.links


def test_a_cursor_belongs_to_its_sorting(staff: Person, customer: Person) -> None:
    product = add_product(staff)
    for _ in range(2):
        draft(customer, product)
    cursor = customer.http.get(ORDERS, params={"limit": 1}).json()["next_cursor"]
    answer = customer.http.get(ORDERS, params={"cursor": cursor, "sort": "total"})

    assert_problem(answer, 422, "validation_failed")


@pytest.mark.parametrize(
    "query",
    [
        {"status": "lost"},
        {"customer_id": "me"},
        {"since": "2026"},
        {"until": "2026-01-01T00:00:00"},
        {"sort": "note"},
        {"limit": "many"},
        {"q": "mug"},
    ],
)
def test_a_query_that_is_wrong(staff: Person, query: dict[str, Any]) -> None:
    assert_problem(staff.http.get(ORDERS, params=query), 422, "validation_failed")


def test_events_tell_the_life_of_an_order(staff: Person, customer: Person) -> None:
    order = draft(customer, add_product(staff))
    url = f"{ORDERS}/{order['id']}"
    customer.http.patch(url, json={"note": "Knock"}, headers={"If-Match": "*"})
    step(customer, order, "place")
    step(staff, order, "pay")

    events = customer.http.get(f"{url}/events").json()["items"]

    assert [
        (event["action"], event["actor_id"], event["from_status"], event["to_status"])
        for event in events
    ] == [
        ("created", customer.id, None, "draft"),
        ("changed", customer.id, "draft", "draft"),
        ("placed", customer.id, "draft", "placed"),
        ("paid", staff.id, "placed", "paid"),
    ]
    newest = staff.http.get(f"{url}/events", params={"sort": "-created_at", "limit": 1}).json()
    assert [event["action"] for event in newest["items"]] == ["paid"]
    rest = staff.http.get(
        f"{url}/events", params={"cursor": newest["next_cursor"], "sort": "-created_at"}
    )
    assert [event["action"] for event in rest.json()["items"]] == ["placed", "changed", "created"]
