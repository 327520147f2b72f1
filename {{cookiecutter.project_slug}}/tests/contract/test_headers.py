"""What every answer carries, and what requests may bring along."""

import re

import httpx2
import pytest

from app.infra.edge.settings import HttpSettings
from tests.support.contract import OPERATIONS
from tests.support.people import Person
from tests.support.server import LiveServer, start_server
from tests.support.variants import settings_with

REQUEST_ID = re.compile(r"[0-9a-f]{32}")


def test_every_answer_is_protected(api: httpx2.Client, subtests: pytest.Subtests) -> None:
    for operation in OPERATIONS:
        with subtests.test(operation.id):
            _assert_protected(operation.call(api, params={"no_such_parameter": "1"}).headers)


def _assert_protected(headers: httpx2.Headers) -> None:
    """The headers that no answer may lack."""
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["cache-control"] == "no-store"
    assert REQUEST_ID.fullmatch(headers["x-request-id"])
    assert "strict-transport-security" not in headers


@pytest.mark.parametrize("sent", ["abc-DEF_12.3", "x" * 128])
def test_a_request_id_is_taken_over(api: httpx2.Client, sent: str) -> None:
    answer = api.get("/api/v1/products", headers={"X-Request-ID": sent})
    assert answer.headers["x-request-id"] == sent
    assert answer.json()["request_id"] == sent


@pytest.mark.parametrize("sent", ["short", "x" * 129, "with space", "semi;colon", "ümlaut-id", ""])
def test_a_malformed_request_id_is_replaced(api: httpx2.Client, sent: str) -> None:
    answer = api.get("/api/v1/products", headers={b"X-Request-ID": sent.encode("latin-1")})
    assert REQUEST_ID.fullmatch(answer.headers["x-request-id"])


def test_limits_are_announced(customer: Person) -> None:
    headers = customer.http.get("/api/v1/products").headers
    assert headers["ratelimit-policy"] == '"ip";q=100000;w=60, "identity";q=100000;w=60'
    assert re.fullmatch(r'"ip";r=\d+;t=\d+, "identity";r=\d+;t=\d+', headers["ratelimit"]), headers[
        "ratelimit"
    ]


def test_the_docs_page_may_load_its_assets_and_nothing_else(api: httpx2.Client) -> None:
    answer = api.get("/docs")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src https://cdn.jsdelivr.net 'sha256-")
    assert "unsafe-eval" not in policy
    assert answer.text.count("integrity=") == answer.text.count("https://cdn.jsdelivr.net/")


def test_large_answers_are_compressed_for_who_accepts_it(server: LiveServer) -> None:
    with server.client() as client:
        packed = client.get("/openapi.json", headers={"Accept-Encoding": "br, gzip"})
        plain = client.get("/openapi.json", headers={"Accept-Encoding": "identity"})
        refused = client.get("/openapi.json", headers={"Accept-Encoding": "gzip;q=0"})
        small = client.get("/health/live", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.json() == plain.json()
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in refused.headers
    assert "content-encoding" not in small.headers


ORIGIN = "https://app.example"


def test_allowed_origins_may_read_answers(migrated: None) -> None:
    with (
        start_server(settings_with(http={"cors_origins": [ORIGIN]})) as server,
        server.client() as client,
    ):
        answer = client.get("/api/v1/products", headers={"Origin": ORIGIN})
        assert answer.headers["access-control-allow-origin"] == ORIGIN
        assert answer.headers["vary"] == "Origin"
        assert "access-control-allow-credentials" not in answer.headers
        exposed = set(answer.headers["access-control-expose-headers"].split(", "))
        assert {"ETag", "Link", "Location", "RateLimit", "Retry-After", "X-Request-ID"} <= exposed

        preflight = client.options(
            "/api/v1/products",
            headers={"Origin": ORIGIN, "Access-Control-Request-Method": "POST"},
        )
        assert preflight.status_code == 204
        assert preflight.headers["access-control-allow-origin"] == ORIGIN
        assert "PATCH" in preflight.headers["access-control-allow-methods"]
        assert "Authorization" in preflight.headers["access-control-allow-headers"]


def test_other_origins_may_not(migrated: None) -> None:
    with (
        start_server(settings_with(http={"cors_origins": [ORIGIN]})) as server,
        server.client() as client,
    ):
        for origin in ("https://evil.example", "null", f"{ORIGIN}.evil.example"):
            answer = client.get("/api/v1/products", headers={"Origin": origin})
            preflight = client.options(
                "/api/v1/products",
                headers={"Origin": origin, "Access-Control-Request-Method": "POST"},
            )
            assert "access-control-allow-origin" not in answer.headers
            assert "access-control-allow-origin" not in preflight.headers


def test_no_origin_is_allowed_unless_named(api: httpx2.Client) -> None:
    answer = api.get("/api/v1/products", headers={"Origin": ORIGIN})
    assert "access-control-allow-origin" not in answer.headers


def test_plain_http_is_redirected(migrated: None) -> None:
    settings = settings_with(
        http={
            "force_https": True,
            "public_url": "https://api.example",
            "trusted_proxies": ["127.0.0.1"],
        }
    )
    with start_server(settings) as server, server.client() as client:
        plain = client.post("/api/v1/products?limit=1", json={}, follow_redirects=False)
        assert plain.status_code == 308
        assert plain.headers["location"] == "https://api.example/api/v1/products?limit=1"
        secure = client.get("/api/v1/products", headers={"X-Forwarded-Proto": "https"})
        assert secure.status_code == 401
        assert secure.headers["strict-transport-security"].startswith("max-age=63072000")
        assert client.get("/health/live").status_code == 200


def test_forwarded_headers_of_strangers_are_ignored(migrated: None) -> None:
    settings = settings_with(http={"force_https": True, "trusted_proxies": ["203.0.113.7"]})
    with start_server(settings) as server, server.client() as client:
        answer = client.get("/api/v1/products", headers={"X-Forwarded-Proto": "https"})
        assert answer.status_code == 308


def test_credentials_for_any_origin_are_refused() -> None:
    with pytest.raises(ValueError, match="CORS"):
        HttpSettings(cors_origins=("*",), cors_credentials=True)
