"""Bearer tokens over HTTP."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

import httpx2
import pytest

from tests.support.people import PASSWORD, Person

ME = "/api/v1/users/me"


def tokens(api: httpx2.Client, person: Person) -> dict[str, str]:
    """The tokens of a new session."""
    answer = api.post("/api/v1/auth/login", json={"email": person.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return dict(answer.json())


def bearer(token: str) -> dict[str, str]:
    """The header."""
    return {"Authorization": f"Bearer {token}"}


def test_without_a_token_the_answer_asks_for_one(api: httpx2.Client) -> None:
    answer = api.get(ME)

    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert answer.headers["www-authenticate"] == "Bearer"


def forged(token: str, **claims: object) -> str:
    """The token with other claims and the old signature."""
    header, payload, signature = token.split(".")
    document = json.loads(urlsafe_b64decode(payload + "==")) | claims
    changed = urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")
    return f"{header}.{changed}.{signature}"


def unsigned(token: str) -> str:
    """The token with the algorithm `none`."""
    header = urlsafe_b64encode(b'{"alg":"none","typ":"at+jwt"}').decode().rstrip("=")
    return f"{header}.{token.split('.')[1]}."


@pytest.mark.parametrize("kind", ["forged", "unsigned", "cut", "refresh", "garbage"])
def test_a_bad_token_is_refused_as_such(
    kind: str, api: httpx2.Client, customer: Person, admin: Person
) -> None:
    pair = tokens(api, customer)
    bad = {
        "forged": forged(pair["access_token"], sub=admin.id),
        "unsigned": unsigned(pair["access_token"]),
        "cut": pair["access_token"][:-2],
        "refresh": pair["refresh_token"],
        "garbage": "x",
    }[kind]

    answer = api.get(ME, headers=bearer(bad))

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")
    assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'


def test_a_token_in_the_query_is_no_token(api: httpx2.Client, customer: Person) -> None:
    pair = tokens(api, customer)

    answer = api.get(ME, params={"access_token": pair["access_token"]})

    assert answer.status_code == 401


def test_the_tokens_are_refreshed_once(api: httpx2.Client, customer: Person) -> None:
    first = tokens(api, customer)
    body = {"refresh_token": first["refresh_token"]}
    second = api.post("/api/v1/auth/refresh", json=body)
    assert second.status_code == 200
    assert second.json()["token_type"] == "Bearer"
    assert api.get(ME, headers=bearer(second.json()["access_token"])).status_code == 200

    replayed = api.post("/api/v1/auth/refresh", json=body)

    assert (replayed.status_code, replayed.json()["code"]) == (401, "invalid_refresh_token")
    assert replayed.headers["www-authenticate"] == "Bearer"
    assert api.get(ME, headers=bearer(second.json()["access_token"])).status_code == 401
    family = {"refresh_token": second.json()["refresh_token"]}
    assert api.post("/api/v1/auth/refresh", json=family).status_code == 401


def test_after_a_logout_no_token_of_the_session_works(api: httpx2.Client, customer: Person) -> None:
    pair = tokens(api, customer)

    assert api.post("/api/v1/auth/logout", headers=bearer(pair["access_token"])).status_code == 204

    assert api.get(ME, headers=bearer(pair["access_token"])).status_code == 401
    body = {"refresh_token": pair["refresh_token"]}
    assert api.post("/api/v1/auth/refresh", json=body).status_code == 401
    assert customer.http.get(ME).status_code == 200


def test_a_deactivated_user_is_out_with_the_next_request(customer: Person, admin: Person) -> None:
    answer = admin.http.patch(
        f"/api/v1/users/{customer.id}", json={"active": False}, headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 200

    assert customer.http.get(ME).status_code == 401


def test_another_role_acts_with_the_next_request(customer: Person, admin: Person) -> None:
    assert customer.http.get("/api/v1/users").status_code == 403
    answer = admin.http.patch(
        f"/api/v1/users/{customer.id}", json={"role": "admin"}, headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 200

    assert customer.http.get("/api/v1/users").status_code == 200
