"""Whatever is wrong with a request, the answer is a problem document of the right status."""

import re
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from app.core.permissions import Role
from tests.support.contract import (
    DOCUMENT,
    JSON,
    LISTS,
    OPERATIONS,
    WITH_BODY,
    WITH_ID,
    Operation,
    assert_problem,
)
from tests.support.people import Person

MEGABYTE = 1_048_576
WRONG_QUERIES = (
    "limit=0",
    "limit=101",
    "limit=9" + "9" * 5000,
    "limit=1.5",
    "limit=%00",
    "cursor=%ff",
    "cursor=AAAA",
    "cursor=" + "x" * 2000,
    "sort=password",
    "sort=",
)
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture
def caller(api: httpx2.Client, customer: Person, admin: Person) -> "Caller":
    return Caller(api, customer.http, admin.http)


class Caller:
    """Calls an operation as somebody who may."""

    def __init__(self, api: httpx2.Client, customer: httpx2.Client, admin: httpx2.Client) -> None:
        self._api, self._customer, self._admin = api, customer, admin

    def __call__(self, operation: Operation, **options: Any) -> httpx2.Response:
        return operation.call(self.client(operation), **options)

    def client(self, operation: Operation) -> httpx2.Client:
        if operation.permission is None:
            return self._api
        return self._admin if operation.admits(Role.ADMIN) else self._customer


def test_a_body_that_is_no_json(caller: Caller, subtests: pytest.Subtests) -> None:
    for operation in WITH_BODY:
        for content in (b"{", b"\xff\xfe", b'{"a": 1,}', b"NaN", b'"\\ud800"'):
            with subtests.test(operation.id, content=content):
                answer = caller(operation, content=content, headers=JSON)
                assert_problem(answer, 400, "malformed_body")


def test_a_body_nested_too_deeply(caller: Caller, subtests: pytest.Subtests) -> None:
    content = b'{"a":' * 33 + b"1" + b"}" * 33
    for operation in WITH_BODY:
        with subtests.test(operation.id):
            answer = caller(operation, content=content, headers=JSON)
            assert_problem(answer, 400, "malformed_body")


def test_a_body_of_another_media_type(caller: Caller, subtests: pytest.Subtests) -> None:
    for operation in WITH_BODY:
        for media_type in ("text/plain", "application/x-www-form-urlencoded", "application/xml"):
            with subtests.test(operation.id, media_type=media_type):
                answer = caller(operation, content=b"a=1", headers={"Content-Type": media_type})
                assert_problem(answer, 415, "unsupported_media_type")


def test_a_body_that_is_too_large(caller: Caller, subtests: pytest.Subtests) -> None:
    for operation in WITH_BODY:
        with subtests.test(operation.id):
            declared = caller(operation, content=b"x" * (MEGABYTE + 1), headers=JSON)
            assert_problem(declared, 413, "body_too_large")
            streamed = caller(operation, content=_chunks(), headers=JSON)
            assert_problem(streamed, 413, "body_too_large")


def _chunks() -> Iterator[bytes]:
    """A body whose length is not declared."""
    yield b'{"name": "'
    for _ in range(17):
        yield b"x" * 65_536


def test_a_body_that_is_no_object(caller: Caller, subtests: pytest.Subtests) -> None:
    for operation in WITH_BODY:
        for content in (b"null", b"[]", b'"text"', b"1.5", b"123456789012345678901234567890"):
            with subtests.test(operation.id, content=content):
                answer = caller(operation, content=content, headers=JSON)
                body = assert_problem(answer, 422, "validation_failed")
                assert body["errors"][0]["loc"] == ["body"]


def test_an_empty_body(caller: Caller, subtests: pytest.Subtests) -> None:
    for operation in WITH_BODY:
        with subtests.test(operation.id):
            answer = caller(operation, content=b"", headers=JSON)
            body = assert_problem(answer, 422, "validation_failed")
            assert (body["errors"][0]["loc"], body["errors"][0]["type"]) == (["body"], "missing")


def test_an_unknown_field(caller: Caller, subtests: pytest.Subtests) -> None:
    for operation in WITH_BODY:
        with subtests.test(operation.id):
            sent = operation.example | {"no_such_field": "s3cret-value"}
            body = assert_problem(caller(operation, json=sent), 422, "validation_failed")
            assert [error["loc"] for error in body["errors"]] == [["body", "no_such_field"]]
            assert "s3cret-value" not in str(body)


def test_an_unknown_query_parameter(caller: Caller, subtests: pytest.Subtests) -> None:
    for operation in OPERATIONS:
        with subtests.test(operation.id):
            answer = caller(operation, params={"no_such_parameter": "1"})
            body = assert_problem(answer, 422, "validation_failed")
            assert [error["loc"] for error in body["errors"]] == [["query", "no_such_parameter"]]


def test_an_id_that_is_none(caller: Caller, subtests: pytest.Subtests) -> None:
    for operation in WITH_ID:
        for wrong in ("1", "x" * 300, "%00", "%ff%fe", "..%2f..", "%F0%9F%92%A9", "'--"):
            with subtests.test(operation.id, wrong=wrong):
                answer = caller(operation, url=re.sub(r"\{\w+\}", wrong, operation.path))
                assert answer.status_code in {404, 422}, answer.text
                assert_problem(answer, answer.status_code)


def test_an_id_of_nothing(caller: Caller, subtests: pytest.Subtests) -> None:
    headers = {"If-Match": '"1"', "Idempotency-Key": "some-idempotency-key"}
    for operation in WITH_ID:
        with subtests.test(operation.id):
            assert_problem(caller(operation, headers=headers), 404)


def test_a_list_query_that_is_wrong(caller: Caller, subtests: pytest.Subtests) -> None:
    for operation in LISTS:
        for query in WRONG_QUERIES:
            with subtests.test(operation.id, query=query[:20]):
                answer = caller(operation, url=f"{operation.url}?{query}")
                assert_problem(answer, 422, "validation_failed")


def test_a_repeated_query_parameter_is_no_failure(
    caller: Caller, subtests: pytest.Subtests
) -> None:
    for operation in LISTS:
        with subtests.test(operation.id):
            answer = caller(operation, url=f"{operation.url}?limit=5&limit=7")
            assert answer.status_code in {200, 404}, answer.text


def test_a_method_that_the_path_lacks(api: httpx2.Client, subtests: pytest.Subtests) -> None:
    for path, item in DOCUMENT["paths"].items():
        known = {method.upper() for method in item}
        expected = known | {"OPTIONS"} | ({"HEAD"} if "GET" in known else set())
        for method in sorted(METHODS - known):
            with subtests.test(f"{method} {path}"):
                answer = api.request(method, path)
                assert_problem(answer, 405, "method_not_allowed")
                assert set(answer.headers["allow"].split(", ")) == expected


def test_options_lists_the_methods(api: httpx2.Client, subtests: pytest.Subtests) -> None:
    for path, item in DOCUMENT["paths"].items():
        with subtests.test(path):
            answer = api.options(path)
            assert answer.status_code == 204
            allowed = set(answer.headers["allow"].split(", "))
            assert {method.upper() for method in item} <= allowed


@pytest.mark.parametrize(
    "path",
    ["/", "/api", "/api/v1", "/api/v2/products", "/api/v1/products/", "/api/v1/nope", "/%ff%00"],
)
def test_a_path_that_is_unknown(api: httpx2.Client, path: str) -> None:
    assert_problem(api.get(path), 404, "not_found")
    assert_problem(api.post(path, json={}), 404, "not_found")


def test_a_host_that_is_not_ours(api: httpx2.Client) -> None:
    for host in ("evil.example", "", "127.0.0.1.evil.example", "localhost@evil.example"):
        answer = api.get("/api/v1/products", headers={"Host": host})
        assert_problem(answer, 400, "invalid_host")


def test_head_is_get_without_a_body(staff: Person) -> None:
    head, get = staff.http.head("/api/v1/products"), staff.http.get("/api/v1/products")
    assert head.status_code == get.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]
