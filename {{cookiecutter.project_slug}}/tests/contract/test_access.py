"""Who may call what: every operation of the document against every kind of caller."""

import httpx2
import pytest

from app.core.permissions import Role
from tests.support.contract import GUARDED, OPERATIONS, assert_problem
from tests.support.people import Person
from tests.support.scheme import BROKEN_CREDENTIALS, CHALLENGE, PUBLIC_OPERATIONS

# Refused once the caller is let in, and before anything is changed.
UNKNOWN = {"no_such_parameter": "1"}


def test_the_public_operations_are_exactly_these() -> None:
    public = {operation.id for operation in OPERATIONS if operation.permission is None}
    assert public == PUBLIC_OPERATIONS


def test_strangers_are_asked_for_credentials(api: httpx2.Client, subtests: pytest.Subtests) -> None:
    for operation in GUARDED:
        with subtests.test(operation.id):
            answer = operation.call(api)
            assert_problem(answer, 401, "unauthenticated")
            assert answer.headers["www-authenticate"].startswith(CHALLENGE)


def test_credentials_come_before_the_request(api: httpx2.Client, subtests: pytest.Subtests) -> None:
    for operation in GUARDED:
        with subtests.test(operation.id):
            headers = {"Content-Type": "text/plain"}
            assert_problem(operation.call(api, content=b"{", headers=headers, params=UNKNOWN), 401)


def test_broken_credentials_are_refused(api: httpx2.Client, subtests: pytest.Subtests) -> None:
    for operation in GUARDED:
        with subtests.test(operation.id):
            assert_problem(operation.call(api, headers=BROKEN_CREDENTIALS), 401)


@pytest.mark.parametrize("role", list(Role))
def test_permissions_decide(
    role: Role, request: pytest.FixtureRequest, subtests: pytest.Subtests
) -> None:
    person: Person = request.getfixturevalue(role.value)
    for operation in GUARDED:
        with subtests.test(operation.id):
            answer = operation.call(person.http, params=UNKNOWN)
            if operation.admits(role):
                assert_problem(answer, 422, "validation_failed")
            else:
                assert_problem(answer, 403, "permission_denied")


def test_every_role_is_kept_out_of_something_but_administrators() -> None:
    assert all(operation.admits(Role.ADMIN) for operation in GUARDED)
    assert not all(operation.admits(Role.STAFF) for operation in GUARDED)
    assert not all(operation.admits(Role.CUSTOMER) for operation in GUARDED)
