"""Limits on the number of requests."""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest

from app.core.permissions import Role
from tests.support.contract import assert_problem
from tests.support.people import person
from tests.support.server import LiveServer, start_server
from tests.support.variants import settings_with

LOGIN = "/api/v1/auth/login"
PRODUCTS = "/api/v1/products"
WRONG = {"email": "nobody@example.com", "password": "wrong horse battery"}
REDIS_URL = os.environ.get("TEST_REDIS_URL")


@pytest.fixture(autouse=True)
def _early_in_the_window() -> None:
    """Wait for the next window where this one is about to end: windows begin with the minute."""
    left = 60 - time.time() % 60
    if left < 5:
        time.sleep(left)


@pytest.fixture
def limited(server: LiveServer) -> Iterator[LiveServer]:
    """A server with low limits, over the same database."""
    settings = settings_with(
        limits={"per_ip": "20/minute", "per_identity": "5/minute", "credentials": "3/minute"}
    )
    with start_server(settings) as other:
        yield other


def test_an_address_has_so_many_requests(limited: LiveServer) -> None:
    with limited.client() as client:
        for used in range(1, 21):
            answer = client.get(PRODUCTS)
            assert answer.status_code == 401
            assert answer.headers["ratelimit-policy"] == '"ip";q=20;w=60'
            assert answer.headers["ratelimit"].startswith(f'"ip";r={20 - used};t=')
        refused = client.get(PRODUCTS)
        assert_problem(refused, 429, "too_many_requests")
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert refused.headers["ratelimit"].startswith('"ip";r=0;t=')


def test_probes_are_not_counted(limited: LiveServer) -> None:
    with limited.client() as client:
        for _ in range(30):
            assert client.get("/health/live").status_code == 200
        assert "ratelimit" not in client.get("/health/live").headers


def test_an_account_has_so_many_requests(limited: LiveServer) -> None:
    someone = person(limited, Role.CUSTOMER, "limited")
    another = person(limited, Role.CUSTOMER, "another")
    with closing(someone.http), closing(another.http):
        for _ in range(5):
            assert someone.http.get(PRODUCTS).status_code == 200
        refused = someone.http.get(PRODUCTS)
        assert_problem(refused, 429, "too_many_requests")
        assert '"identity";r=0;t=' in refused.headers["ratelimit"]
        assert another.http.get(PRODUCTS).status_code == 200


def test_credentials_are_checked_less_often(limited: LiveServer) -> None:
    with limited.client() as client:
        for _ in range(3):
            assert_problem(client.post(LOGIN, json=WRONG), 401)
        refused = client.post(LOGIN, json=WRONG)
        assert_problem(refused, 429, "too_many_requests")
        assert '"credentials";r=0;t=' in refused.headers["ratelimit"]
        assert client.get(PRODUCTS).status_code == 401


def test_a_forged_address_gains_nothing(limited: LiveServer) -> None:
    with limited.client() as client:
        for number in range(20):
            client.get(PRODUCTS, headers={"X-Forwarded-For": f"203.0.113.{number}"})
        assert_problem(client.get(PRODUCTS), 429)


def test_a_store_that_is_down_lets_requests_pass(server: LiveServer) -> None:
    settings = settings_with(limits={"storage_url": "redis://127.0.0.1:1/0", "per_ip": "1/minute"})
    with start_server(settings) as other, other.client() as client:
        started = time.monotonic()
        for _ in range(5):
            assert client.get(PRODUCTS).status_code == 401
        assert "ratelimit" not in client.get(PRODUCTS).headers
        assert time.monotonic() - started < 3
        assert "rate_limit_store_failures_total 1.0" in client.get("/metrics").text


@pytest.mark.skipif(REDIS_URL is None, reason="TEST_REDIS_URL names no Redis")
def test_servers_share_their_counts(server: LiveServer) -> None:
    settings = settings_with(
        http={"trusted_proxies": ["127.0.0.1"]},
        limits={"storage_url": REDIS_URL, "per_ip": "10/minute"},
    )
    address = {"X-Forwarded-For": f"2001:db8:{uuid4().hex[:4]}::1"}
    with (
        start_server(settings) as one,
        start_server(settings) as two,
        one.client() as first,
        two.client() as second,
    ):
        answers = [
            client.get(PRODUCTS, headers=address).status_code
            for _ in range(6)
            for client in (first, second)
        ]
    assert answers == [401] * 10 + [429] * 2
