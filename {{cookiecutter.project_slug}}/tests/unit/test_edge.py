"""The policies of the edge."""

import json

import pytest

from app.core.errors import FieldError, ValidationFailed
from app.infra.edge.clients import ProxyTrust, address_block
from app.infra.edge.cors import CorsPolicy
from app.infra.edge.edge import Edge
from app.infra.edge.exchange import Exchange, problem_answer, request_id
from app.infra.edge.hosts import HostPolicy
from app.infra.edge.settings import HttpSettings, LimitSettings
from app.infra.observability.logs import REDACTED, redact
from app.infra.observability.metrics import metrics_admitted, metrics_served
from app.infra.rate_limits.policy import limits_of
from app.infra.settings import Environment


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "1.1.1.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "garbage, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "[2001:db8::1]:443", "2001:db8::1"),
        ("10.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        ("203.0.113.9", "1.1.1.1", "203.0.113.9"),
        (None, "1.1.1.1", "unknown"),
    ],
)
def test_forwarded_addresses_are_believed_from_proxies_only(
    peer: str | None, forwarded: str | None, client: str
) -> None:
    trust = ProxyTrust(["10.0.0.0/8"])
    found = trust.client(peer, "http", forwarded_for=forwarded, forwarded_proto=None)
    assert found.address == client


@pytest.mark.parametrize(
    ("peer", "scheme", "proto", "secure"),
    [
        ("10.0.0.1", "http", "https", True),
        ("10.0.0.1", "http", "https, http", False),
        ("10.0.0.1", "https", "http", False),
        ("203.0.113.9", "http", "https", False),
        ("203.0.113.9", "https", "http", True),
    ],
)
def test_forwarded_schemes_likewise(peer: str, scheme: str, proto: str, *, secure: bool) -> None:
    trust = ProxyTrust(["10.0.0.0/8"])
    found = trust.client(peer, scheme, forwarded_for=None, forwarded_proto=proto)
    assert found.secure is secure


def test_an_ipv6_client_is_its_network() -> None:
    assert address_block("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64"
    assert address_block("2001:db8:1:2::1") == address_block("2001:db8:1:2:ffff::1")
    assert address_block("fe80::1%eth0") == "fe80::/64"
    assert address_block("203.0.113.7") == "203.0.113.7"
    assert address_block("::nonsense::") == "::nonsense::"


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("api.example", True),
        ("API.example:8443", True),
        ("a.b.shop.example", True),
        ("shop.example", False),
        ("evilshop.example", False),
        ("[::1]:8000", True),
        ("api.example.evil", False),
        ("", False),
    ],
)
def test_hosts(host: str, *, allowed: bool) -> None:
    assert HostPolicy(["api.example", "*.shop.example", "[::1]"]).allows(host) is allowed


def test_any_host_may_be_allowed() -> None:
    assert HostPolicy(["*"]).allows("whatever")


def test_any_origin_gets_a_star_and_no_credentials() -> None:
    headers = dict(CorsPolicy(["*"], credentials=False).headers("https://a.example"))
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers


def test_credentials_are_allowed_to_named_origins() -> None:
    policy = CorsPolicy(["https://a.example"], credentials=True)
    allowed = dict(policy.preflight("https://a.example"))
    assert allowed["access-control-allow-credentials"] == "true"
    assert allowed["access-control-allow-origin"] == "https://a.example"
    assert "access-control-allow-credentials" not in dict(policy.headers("https://b.example"))


def test_request_ids() -> None:
    assert request_id("abcdefgh") == "abcdefgh"
    assert request_id("abc\ndefgh") != "abc\ndefgh"
    assert request_id(None) != request_id(None)


def _exchange() -> Exchange:
    edge = Edge(HttpSettings(), Environment.TEST)
    return edge.open(
        {"host": "localhost", "x-request-id": "abcdefgh"}.get,
        method="GET",
        path="/api/v1/products",
        scheme="http",
        peer="127.0.0.1",
    )


def test_a_problem_can_carry_any_text() -> None:
    error = ValidationFailed(errors=[FieldError(("query", "\ud800"), "no", "extra_forbidden")])
    answer = problem_answer(error, _exchange())
    assert json.loads(answer.body)["errors"][0]["loc"] == ["query", "?"]


def test_limits_count_down_and_say_when_they_end() -> None:
    limit = limits_of(LimitSettings(per_ip="3/minute")).ip
    assert (limit.policy, limit.window(119.9), limit.window(120)) == ('"ip";q=3;w=60', 1, 2)
    assert limit.state(1, 100.0).header == '"ip";r=2;t=20'
    assert not limit.state(3, 100.0).exceeded
    spent = limit.state(4, 100.0)
    assert (spent.exceeded, spent.remaining, spent.reset) == (True, 0, 20)


@pytest.mark.parametrize(
    ("notation", "policy"), [("5/second", "q=5;w=1"), ("10 per 5 minutes", "q=10;w=300")]
)
def test_limits_are_read(notation: str, policy: str) -> None:
    assert limits_of(LimitSettings(per_ip=notation)).ip.policy == f'"ip";{policy}'


def test_unreadable_limits_are_refused() -> None:
    with pytest.raises(ValueError, match="per_ip"):
        LimitSettings(per_ip="many")
    with pytest.raises(ValueError, match="storage_url"):
        LimitSettings(storage_url="file:///tmp/x")


def test_secrets_are_redacted_at_any_depth() -> None:
    event = {
        "event": "x",
        "password": "1",
        "Authorization": "2",
        "nested": {"refresh_token": "3", "deeper": {"api_key": "4", "kept": "5"}},
    }
    assert redact(None, "info", event) == {
        "event": "x",
        "password": REDACTED,
        "Authorization": REDACTED,
        "nested": {"refresh_token": REDACTED, "deeper": {"api_key": REDACTED, "kept": "5"}},
    }


def test_metrics_need_a_token_in_production() -> None:
    with_token = HttpSettings(metrics_token="a-long-and-random-token-here")
    assert not metrics_served(HttpSettings(), Environment.PRODUCTION)
    assert metrics_served(HttpSettings(), Environment.LOCAL)
    assert metrics_served(with_token, Environment.PRODUCTION)
    assert not metrics_served(HttpSettings(metrics_enabled=False), Environment.LOCAL)
    assert metrics_admitted(HttpSettings(), None)
    assert metrics_admitted(with_token, "Bearer a-long-and-random-token-here")
    assert not metrics_admitted(with_token, "Bearer a-long-and-random-token-her\u00e9")
    assert not metrics_admitted(with_token, None)


def test_production_has_no_docs_and_forces_https_by_default() -> None:
    settings = HttpSettings(docs_enabled=None, allowed_hosts=["api.example"])
    edge = Edge(settings, Environment.PRODUCTION)
    assert not edge.docs_enabled
    assert Edge(settings, Environment.LOCAL).docs_enabled
    headers = {"host": "api.example"}.get
    exchange = edge.open(headers, method="GET", path="/x y", scheme="http", peer=None)
    answer = edge.refusal(exchange, headers, query="a=1")
    assert answer is not None
    assert (answer.status, answer.headers) == (308, [("location", "https://api.example/x%20y?a=1")])


def test_values_unfit_for_production_are_named() -> None:
    faults = list(HttpSettings(metrics_token="short").production_faults())
    assert [fault.split(":")[0].strip() for fault in faults] == [
        "HTTP_ALLOWED_HOSTS",
        "HTTP_PUBLIC_URL",
        "HTTP_METRICS_TOKEN",
    ]
