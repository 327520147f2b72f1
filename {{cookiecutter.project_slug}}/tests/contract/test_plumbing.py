"""Health, metrics, log lines and the document itself."""

import httpx2
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.core import health
from app.core.errors import error_registry
from app.core.permissions import permission_registry
from tests.support.contract import DOCUMENT, OPERATIONS, WITH_BODY, assert_problem
from tests.support.logs import Log
from tests.support.people import PASSWORD, Person


def test_the_process_lives(api: httpx2.Client) -> None:
    answer = api.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})


def test_the_process_is_ready(api: httpx2.Client) -> None:
    answer = api.get("/health/ready")
    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "status": "ready",
        "checks": {"database": "ok", "migrations": "ok"},
    }


def test_what_fails_is_named(api: httpx2.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_: object) -> None:
        raise RuntimeError("password=secret")

    monkeypatch.setitem(health._registry, "broken_dependency", broken)
    answer = api.get("/health/ready")
    body = assert_problem(answer, 503, "not_ready")
    assert body["detail"] == "Failing: broken_dependency."
    assert "secret" not in answer.text


def test_requests_are_measured_by_route(customer: Person, api: httpx2.Client, log: Log) -> None:
    customer.http.get("/api/v1/products/0190b2f4-7c1e-7c55-8a3b-5f0c3c1d9a10")
    assert log.wait_for("request", route="/api/v1/products/{product_id}")
    text = api.get("/metrics").text
    assert (
        'http_request_duration_seconds_count{method="GET",'
        'route="/api/v1/products/{product_id}",status="404"}'
    ) in text
    assert "0190b2f4" not in text
    assert 'database_statement_duration_seconds_bucket{kind="SELECT",le="0.001"}' in text
    assert 'database_pool_connections_in_use{pool="reading"} 0.0' in text


def test_every_request_leaves_one_line(customer: Person, log: Log) -> None:
    answer = customer.http.get("/api/v1/products?q=needle-in-the-query")
    (line,) = log.wait_for("request", request_id=answer.headers["x-request-id"])
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/v1/products", 200)
    assert (line["user_id"], line["address"]) == (customer.id, "127.0.0.1")
    assert 0 < line["duration_ms"] < 10_000
    assert "needle-in-the-query" not in log.text()


def test_secrets_never_reach_the_log(api: httpx2.Client, customer: Person, log: Log) -> None:
    token = customer.http.headers["Authorization"].partition(" ")[2]
    customer.http.get(f"/api/v1/products?token={token}")
    login = {"email": customer.email, "password": PASSWORD}
    assert api.post("/api/v1/auth/login", json=login).status_code == 200
    assert log.wait_for("request", route="/api/v1/auth/login")
    assert PASSWORD not in log.text()
    assert token not in log.text()


def test_the_document_is_valid() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_the_published_document_is_this_one(api: httpx2.Client) -> None:
    assert api.get("/openapi.json").json() == DOCUMENT


def test_every_operation_is_described(subtests: pytest.Subtests) -> None:
    for operation in OPERATIONS:
        with subtests.test(operation.id):
            document = operation.document
            assert document["summary"]
            assert document["tags"]
            assert {"429", "500", "503", "422"} <= document["responses"].keys()
            if operation.permission:
                assert operation.permission in permission_registry()
                assert document["security"]
                assert "401" in document["responses"]


def test_every_body_has_an_example(subtests: pytest.Subtests) -> None:
    for operation in WITH_BODY:
        with subtests.test(operation.id):
            assert operation.example
            assert {"400", "413", "415"} <= operation.document["responses"].keys()


def test_every_error_has_an_example() -> None:
    assert DOCUMENT["components"]["examples"].keys() <= error_registry().keys()
    names = {tag["name"] for tag in DOCUMENT["tags"]}
    assert {tag for operation in OPERATIONS for tag in operation.document["tags"]} == names
