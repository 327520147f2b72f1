"""Credentials over HTTP: from the registration to the reset."""

import httpx2
import pytest

from tests.support.people import PASSWORD, Person
from tests.support.server import LiveServer

EMAIL, OWN = "ada@example.com", "a phrase of some length"
NEW = "another phrase altogether"


def log_in(api: httpx2.Client, email: str, password: str) -> httpx2.Response:
    """The answer to a login."""
    return api.post("/api/v1/auth/login", json={"email": email, "password": password})


def test_register_verify_log_in(api: httpx2.Client, server: LiveServer) -> None:
    body = {"email": EMAIL, "password": OWN, "display_name": "Ada"}
    assert api.post("/api/v1/auth/register", json=body).status_code == 201
    early = log_in(api, EMAIL, OWN)
    assert (early.status_code, early.json()["code"]) == (403, "email_not_verified")

    token = {"token": server.outbox.token(EMAIL)}
    assert api.post("/api/v1/auth/verify-email", json=token).status_code == 204
    again = api.post("/api/v1/auth/verify-email", json=token)
    assert (again.status_code, again.json()["code"]) == (422, "one_time_token_invalid")

    assert log_in(api, EMAIL.upper(), OWN).status_code == 200


def test_a_forgotten_password_is_reset(
    api: httpx2.Client, customer: Person, server: LiveServer
) -> None:
    api.post("/api/v1/auth/password/forgot", json={"email": customer.email})
    body = {"token": server.outbox.token(customer.email), "new_password": NEW}

    assert api.post("/api/v1/auth/password/reset", json=body).status_code == 204

    assert api.post("/api/v1/auth/password/reset", json=body).status_code == 422
    assert customer.http.get("/api/v1/users/me").status_code == 401
    assert log_in(api, customer.email, PASSWORD).status_code == 401
    assert log_in(api, customer.email, NEW).status_code == 200


def test_a_password_is_changed(api: httpx2.Client, customer: Person) -> None:
    body = {"current_password": PASSWORD, "new_password": NEW}

    assert customer.http.post("/api/v1/auth/password/change", json=body).status_code == 204

    assert customer.http.get("/api/v1/users/me").status_code == 200
    assert log_in(api, customer.email, NEW).status_code == 200
    wrong = customer.http.post("/api/v1/auth/password/change", json=body)
    assert (wrong.status_code, wrong.json()["code"]) == (403, "password_incorrect")


@pytest.mark.parametrize(
    ("password", "kind"),
    [
        ("elevenchars", "string_too_short"),
        ("x" * 129, "string_too_long"),
        ("a phrase with\u0000 a zero", "string_pattern_mismatch"),
        ("password1234", "password_common"),
        ("my name is ada@example.com", "password_similar"),
    ],
)
def test_a_weak_password_is_refused_by_kind_and_not_repeated(
    password: str, kind: str, api: httpx2.Client
) -> None:
    answer = api.post("/api/v1/auth/register", json={"email": EMAIL, "password": password})

    assert answer.status_code == 422
    [fault] = answer.json()["errors"]
    assert (fault["loc"], fault["type"]) == (["body", "password"], kind)
    assert password not in answer.text


@pytest.mark.parametrize(
    "body",
    [
        {"email": EMAIL, "password": OWN, "role": "admin"},
        {"email": EMAIL, "password": OWN, "email_verified_at": "2026-01-01T00:00:00Z"},
        {"email": [EMAIL], "password": OWN},
        {"email": EMAIL, "password": {"$ne": ""}},
    ],
)
def test_nobody_registers_as_more_than_a_customer(
    body: dict[str, object], api: httpx2.Client
) -> None:
    assert api.post("/api/v1/auth/register", json=body).status_code == 422


def test_nobody_promotes_themselves(customer: Person, staff: Person) -> None:
    for person in (customer, staff):
        for target in ("me", person.id):
            answer = person.http.patch(
                f"/api/v1/users/{target}", json={"role": "admin"}, headers={"If-Match": '"1"'}
            )
            assert answer.status_code in {403, 422}
        assert person.http.get("/api/v1/users/me").json()["role"] == person.role.value


def test_no_answer_holds_a_hash(admin: Person, customer: Person) -> None:
    for path in ("/api/v1/users", f"/api/v1/users/{customer.id}", "/api/v1/audit-events"):
        answer = admin.http.get(path)
        assert answer.status_code == 200
        assert "argon2" not in answer.text
        assert "password_hash" not in answer.text


def test_the_audit_trail_holds_no_secret(
    api: httpx2.Client, admin: Person, server: LiveServer
) -> None:
    api.post("/api/v1/auth/register", json={"email": EMAIL, "password": OWN})
    api.post("/api/v1/auth/verify-email", json={"token": server.outbox.token(EMAIL)})
    log_in(api, EMAIL, "not the right one")
    log_in(api, EMAIL, OWN)

    events = admin.http.get("/api/v1/audit-events", params={"limit": 100})

    told = {event["action"] for event in events.json()["items"]}
    assert {"user.registered", "user.email_verified", "login.failed", "session.started"} <= told
    for secret in (EMAIL, OWN, "not the right one", server.outbox.token(EMAIL)):
        assert secret not in events.text
