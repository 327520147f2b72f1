"""No answer tells which addresses have accounts."""

from typing import Any

import httpx2
import pytest

from tests.support.people import PASSWORD, Person
from tests.support.server import LiveServer

UNKNOWN = "nobody@example.com"
# What differs between any two answers.
VARYING = {"date", "x-request-id", "ratelimit", "content-length"}


def compared(answer: httpx2.Response) -> tuple[int, Any, dict[str, str]]:
    """Status, body and headers, but for what differs by request or echoes the address."""
    body = answer.json() if answer.content else None
    if body is not None:
        body = {k: v for k, v in body.items() if k not in {"request_id", "email"}}
    headers = {k: v for k, v in answer.headers.items() if k not in VARYING}
    return answer.status_code, body, headers


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("register", {"password": "a phrase of some length"}, 201),
        ("verify-email/resend", {}, 202),
        ("password/forgot", {}, 202),
        ("login", {"password": "not the right one"}, 401),
    ],
)
def test_known_and_unknown_addresses_get_the_same_answer(
    path: str, body: dict[str, str], status: int, api: httpx2.Client, customer: Person
) -> None:
    known, unknown = (
        api.post(f"/api/v1/auth/{path}", json={**body, "email": email})
        for email in (customer.email, UNKNOWN)
    )

    assert known.status_code == status
    assert compared(known) == compared(unknown)
    assert known.headers["cache-control"] == "no-store"


def test_a_registration_says_the_address_back_as_it_was_typed(api: httpx2.Client) -> None:
    answer = api.post(
        "/api/v1/auth/register",
        json={"email": "Ada@Example.com", "password": "a phrase of some length"},
    )

    assert answer.json()["email"] == "Ada@Example.com"
    assert answer.headers["location"] == "/api/v1/users/me"


def test_a_lock_says_nothing_about_the_address(api: httpx2.Client, customer: Person) -> None:
    last = []
    for email in (customer.email, UNKNOWN):
        body = {"email": email, "password": "not the right one"}
        answers = [api.post("/api/v1/auth/login", json=body) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [401] * 5 + [429]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 30
        last.append(answers[-1])

    known, unknown = (compared(answer)[:2] for answer in last)
    assert known == unknown
    body = {"email": customer.email, "password": PASSWORD}
    assert api.post("/api/v1/auth/login", json=body).status_code == 429


def test_a_deactivated_account_looks_unknown(
    api: httpx2.Client, customer: Person, admin: Person
) -> None:
    locked = admin.http.patch(
        f"/api/v1/users/{customer.id}", json={"active": False}, headers={"If-Match": '"1"'}
    )
    assert locked.status_code == 200

    known, unknown = (
        api.post("/api/v1/auth/login", json={"email": email, "password": PASSWORD})
        for email in (customer.email, UNKNOWN)
    )

    assert compared(known) == compared(unknown)


def test_only_the_mail_tells(api: httpx2.Client, customer: Person, server: LiveServer) -> None:
    server.outbox.messages.clear()
    for email in (customer.email, UNKNOWN):
        api.post("/api/v1/auth/password/forgot", json={"email": email})

    assert [message.to for message in server.outbox.messages] == [customer.email]
