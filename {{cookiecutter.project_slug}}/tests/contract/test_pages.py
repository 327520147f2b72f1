"""A walk over the pages sees every row that was there, whatever is inserted meanwhile."""

from typing import Any

import httpx2
import pytest

from tests.support.people import Person

PRODUCTS = "/api/v1/products"
ROWS = 12


def _create(staff: Person, sku: str) -> None:
    """One product; prices repeat, so that the order needs the id as well."""
    body = {
        "sku": sku,
        "name": f"Product {sku}",
        "price": {"amount": f"{len(sku)}.00", "currency": "EUR"},
    }
    assert staff.http.post(PRODUCTS, json=body).status_code == 201


def _skus(page: dict[str, Any]) -> list[str]:
    """The SKUs of a page."""
    return [item["sku"] for item in page["items"]]


@pytest.mark.parametrize("sort", ["created_at", "-created_at", "name", "-name", "price", "-price"])
def test_rows_inserted_during_a_walk_disturb_nothing(staff: Person, sort: str) -> None:
    there = {f"M{number}" for number in range(ROWS)}
    for sku in sorted(there):
        _create(staff, sku)
    seen: list[str] = []
    cursor: str | None = None
    for step in range(ROWS):
        query = {"sort": sort, "limit": "5"} | ({"cursor": cursor} if cursor else {})
        page = staff.http.get(PRODUCTS, params=query).json()
        seen += _skus(page)
        cursor = page["next_cursor"]
        if cursor is None:
            break
        _create(staff, f"A{step}")
        _create(staff, f"Z{step}")
    assert len(seen) == len(set(seen))
    assert there <= set(seen)


def test_the_link_header_leads_on(staff: Person) -> None:
    for number in range(3):
        _create(staff, f"L{number}")
    first = staff.http.get(PRODUCTS, params={"limit": "2", "sort": "name"})
    link = first.headers["link"]
    assert link.startswith(f"<{PRODUCTS}?")
    assert link.endswith('>; rel="next"')
    second = staff.http.get(link.partition("<")[2].partition(">")[0])
    assert _skus(first.json()) + _skus(second.json()) == ["L0", "L1", "L2"]
    assert "link" not in second.headers


def test_a_cursor_belongs_to_its_order(staff: Person) -> None:
    for number in range(3):
        _create(staff, f"C{number}")
    cursor = staff.http.get(PRODUCTS, params={"limit": "1"}).json()["next_cursor"]
    answer = staff.http.get(PRODUCTS, params={"limit": "1", "sort": "name", "cursor": cursor})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["query", "cursor"]


def test_no_page_exceeds_the_limit(api: httpx2.Client, customer: Person) -> None:
    assert customer.http.get(PRODUCTS, params={"limit": "100"}).status_code == 200
    assert customer.http.get(PRODUCTS, params={"limit": "101"}).status_code == 422
