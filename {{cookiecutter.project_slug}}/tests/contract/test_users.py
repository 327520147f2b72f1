"""The account operations over HTTP."""

from typing import Any

import httpx2
import pytest

from tests.support.contract import UNKNOWN_ID, assert_problem
from tests.support.people import PASSWORD, Person

USERS = "/api/v1/users"
ME = f"{USERS}/me"
MATCH = {"If-Match": '"1"'}


def test_everybody_reads_the_own_account(customer: Person) -> None:
    answer = customer.http.get(ME)

    assert (answer.status_code, answer.headers["etag"]) == (200, '"1"')
    account = answer.json()
    assert account == {
        "id": customer.id,
        "email": customer.email,
        "email_verified": True,
        "role": "customer",
        "active": True,
        "profile": {"display_name": "", "locale": "en", "timezone": "UTC"},
        "version": 1,
        "created_at": account["created_at"],
        "updated_at": account["created_at"],
    }


def test_a_profile_is_changed_in_parts(customer: Person) -> None:
    first = customer.http.patch(ME, json={"display_name": "Ada <b>"}, headers=MATCH)
    assert (first.status_code, first.headers["etag"]) == (200, '"2"')

    body = {"locale": "en-GB", "timezone": "Europe/London"}
    second = customer.http.patch(ME, json=body, headers={"If-Match": '"2"'})

    assert second.json()["profile"] == {"display_name": "Ada <b>", **body}
    assert customer.http.get(ME).json() == second.json()


def test_a_profile_is_not_changed_unseen(customer: Person) -> None:
    assert_problem(customer.http.patch(ME, json={}), 428, "precondition_required")
    stale = customer.http.patch(ME, json={}, headers={"If-Match": '"9"'})
    assert_problem(stale, 412, "precondition_failed")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", "x" * 101),
        ("display_name", "two\nlines"),
        ("display_name", None),
        ("locale", "english"),
        ("timezone", "Mars/Olympus"),
        ("timezone", "../../etc/passwd"),
        ("email", "new@example.com"),
        ("role", "admin"),
        ("active", False),
    ],
)
def test_what_no_profile_holds_is_refused(field: str, value: Any, customer: Person) -> None:
    answer = customer.http.patch(ME, json={field: value}, headers=MATCH)

    assert_problem(answer, 422, "validation_failed")
    assert answer.json()["errors"][0]["loc"] == ["body", field]
    assert customer.http.get(ME).json()["version"] == 1


def test_a_deleted_account_is_gone(api: httpx2.Client, customer: Person, admin: Person) -> None:
    answer = customer.http.delete(ME)

    assert (answer.status_code, answer.content) == (204, b"")
    assert_problem(customer.http.get(ME), 401)
    body = {"email": customer.email, "password": PASSWORD}
    assert_problem(api.post("/api/v1/auth/login", json=body), 401, "invalid_credentials")
    left = admin.http.get(f"{USERS}/{customer.id}").json()
    assert left["active"] is False
    assert customer.email not in str(left)
    revived = admin.http.patch(
        f"{USERS}/{customer.id}", json={"active": True}, headers={"If-Match": '"2"'}
    )
    assert_problem(revived, 409, "account_erased")


def test_the_last_admin_stays(admin: Person) -> None:
    assert_problem(admin.http.delete(ME), 409, "last_admin")


def test_an_admin_lists_accounts(admin: Person, customer: Person, staff: Person) -> None:
    answer = admin.http.get(USERS, params={"sort": "email"})

    assert answer.status_code == 200
    emails = [account["email"] for account in answer.json()["items"]]
    assert emails == [admin.email, customer.email, staff.email]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"role": "staff"}, ["staff@example.com"]),
        ({"q": "CUST"}, ["customer@example.com"]),
        ({"active": "false"}, []),
        ({"q": "example"}, []),
        ({"sort": "-email", "limit": "1"}, ["staff@example.com"]),
    ],
)
def test_the_list_is_filtered(
    query: dict[str, str], found: list[str], admin: Person, customer: Person, staff: Person
) -> None:
    answer = admin.http.get(USERS, params=query)

    assert [account["email"] for account in answer.json()["items"]] == found


def test_the_list_goes_on_where_it_ended(admin: Person, customer: Person, staff: Person) -> None:
    first = admin.http.get(USERS, params={"sort": "email", "limit": 2})
    assert 'rel="next"' in first.headers["link"]

    rest = admin.http.get(
        USERS, params={"sort": "email", "limit": 2, "cursor": first.json()["next_cursor"]}
    )

    assert [account["email"] for account in rest.json()["items"]] == [staff.email]
    assert rest.json()["next_cursor"] is None


@pytest.mark.parametrize(
    "query", [{"sort": "password_hash"}, {"role": "root"}, {"q": ""}, {"q": "a b"}, {"x": "1"}]
)
def test_a_list_that_does_not_exist_is_refused(query: dict[str, str], admin: Person) -> None:
    assert_problem(admin.http.get(USERS, params=query), 422, "validation_failed")


def test_an_admin_changes_an_account(admin: Person, customer: Person) -> None:
    url = f"{USERS}/{customer.id}"
    seen = admin.http.get(url)
    assert seen.json()["email"] == customer.email

    answer = admin.http.patch(
        url, json={"role": "staff"}, headers={"If-Match": seen.headers["etag"]}
    )

    assert (answer.status_code, answer.json()["role"]) == (200, "staff")
    assert customer.http.get(ME).json()["role"] == "staff"


def test_an_admin_leaves_the_own_account_alone(admin: Person) -> None:
    for body in ({"role": "customer"}, {"active": False}):
        answer = admin.http.patch(f"{USERS}/{admin.id}", json=body, headers=MATCH)
        assert_problem(answer, 409, "own_account")


def test_unknown_accounts_are_not_found(admin: Person) -> None:
    url = f"{USERS}/{UNKNOWN_ID}"
    assert_problem(admin.http.get(url), 404, "user_not_found")
    assert_problem(admin.http.patch(url, json={}, headers=MATCH), 404, "user_not_found")
    assert_problem(admin.http.get(f"{USERS}/ada"), 422, "validation_failed")


def test_reading_about_others_leaves_a_trace(admin: Person, customer: Person) -> None:
    admin.http.get(f"{USERS}/{customer.id}")

    trail = admin.http.get("/api/v1/audit-events", params={"action": "user.read"}).json()["items"]

    assert [(event["actor_id"], event["object_id"]) for event in trail] == [(admin.id, customer.id)]
    assert trail[0]["request_id"]
    assert trail[0]["address"] == "127.0.0.1"
