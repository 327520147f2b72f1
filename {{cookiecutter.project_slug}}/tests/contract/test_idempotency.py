"""Orders that are sent twice with an idempotency key."""

import json
from typing import Any

import httpx2
import pytest

from tests.support.contract import assert_problem
from tests.support.people import Person
from tests.support.shop import ORDERS, PRODUCTS, add_product, lines, step


def send(person: Person, body: dict[str, Any], key: str = "key-1") -> httpx2.Response:
    """The answer to an order with a key."""
    return person.http.post(ORDERS, json=body, headers={"Idempotency-Key": key})


def count(person: Person) -> int:
    """How many orders the person has."""
    return len(person.http.get(ORDERS).json()["items"])


def test_the_same_request_has_the_same_answer(staff: Person, customer: Person) -> None:
    body = {"lines": lines(add_product(staff)), "note": "Ring"}

    first = send(customer, body)
    step(customer, first.json(), "place")
    again = send(customer, body)

    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    for name in ("location", "etag", "content-type"):
        assert first.headers[name] == again.headers[name]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert count(customer) == 1


def test_white_space_makes_no_other_body(staff: Person, customer: Person) -> None:
    product = add_product(staff)
    body = {"lines": lines(product)}
    first = send(customer, body)
    spaced = json.dumps({"note": ""} | body, indent=4)
    again = customer.http.post(
        ORDERS,
        content=spaced.encode(),
        headers={"Idempotency-Key": "key-1", "Content-Type": "application/json"},
    )

    assert again.content == first.content


def test_another_body_needs_another_key(staff: Person, customer: Person) -> None:  # BR-26
    product = add_product(staff)
    send(customer, {"lines": lines(product)})

    other = send(customer, {"lines": lines(product, quantity=2)})
    assert_problem(other, 422, "idempotency_key_reused")
    assert send(customer, {"lines": lines(product, quantity=2)}, "key-2").status_code == 201
    assert count(customer) == 2


def test_keys_belong_to_their_sender(
    staff: Person, customer: Person, other_customer: Person
) -> None:
    body = {"lines": lines(add_product(staff))}

    first, other = send(customer, body).json(), send(other_customer, body).json()

    assert first["customer_id"] == customer.id
    assert other["customer_id"] == other_customer.id
    assert send(customer, body).json() == first
    assert send(other_customer, body).json() == other


def test_without_a_key_every_request_counts(staff: Person, customer: Person) -> None:
    body = {"lines": lines(add_product(staff))}
    for _ in range(2):
        assert customer.http.post(ORDERS, json=body).status_code == 201
    assert count(customer) == 2


def test_a_refusal_leaves_the_key_free(staff: Person, customer: Person) -> None:
    product = add_product(staff, active=False)
    body = {"lines": lines(product)}
    assert_problem(send(customer, body), 409, "product_unavailable")

    url = f"{PRODUCTS}/{product['id']}"
    staff.http.patch(url, json={"active": True}, headers={"If-Match": "*"})

    assert send(customer, body).status_code == 201
    assert count(customer) == 1


@pytest.mark.parametrize("key", [b"", b"a b", b"k" * 256, "schlüssel".encode()])
def test_a_key_that_is_wrong(staff: Person, customer: Person, key: bytes) -> None:
    body = {"lines": lines(add_product(staff))}
    answer = customer.http.post(ORDERS, json=body, headers={b"Idempotency-Key": key})

    assert_problem(answer, 422, "validation_failed")
    assert count(customer) == 0


def test_the_longest_key(staff: Person, customer: Person) -> None:
    body = {"lines": lines(add_product(staff))}

    assert send(customer, body, "~" * 255).content == send(customer, body, "~" * 255).content
