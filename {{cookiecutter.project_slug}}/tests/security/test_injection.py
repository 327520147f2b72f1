"""Hostile input stays data: it comes back as it was sent, or is refused, and never runs."""

import json
import socket

import httpx2
import pytest

from tests.support.contract import LISTS, assert_problem
from tests.support.people import Person
from tests.support.server import LiveServer

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE products; --",
    "1' OR '1'='1",
    "{" + "{7*7}} ${7*7} <%= 7*7 %>",
    "%s%s%s%n {0} {name}",
    "../../../etc/passwd",
    "=HYPERLINK(1)",
    "\u202egnp.exe",
    "\U0001f4a9 e\u0301 \ufeff",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_back_as_it_was_sent(staff: Person, text: str) -> None:
    body = {
        "sku": "HOSTILE-1",
        "name": text,
        "description": text,
        "price": {"amount": "1.00", "currency": "EUR"},
    }
    created = staff.http.post("/api/v1/products", json=body)
    assert created.status_code == 201, created.text
    read = staff.http.get(created.headers["location"])
    assert (read.json()["name"], read.json()["description"]) == (text, text)
    assert read.headers["content-type"] == "application/json"
    assert read.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_search_is_no_query_language(staff: Person, text: str) -> None:
    body = {"sku": "S-1", "name": "Mug", "price": {"amount": "1.00", "currency": "EUR"}}
    assert staff.http.post("/api/v1/products", json=body).status_code == 201
    answer = staff.http.get("/api/v1/products", params={"q": text})
    assert answer.status_code == 200, answer.text
    assert answer.json()["items"] == []


@pytest.mark.parametrize(
    "text", ['"', "*", "mug* OR 1", "NEAR(a b)", "name:mug", "a & | !", "+-~<>@()"]
)
def test_operators_of_search_engines_mean_nothing(staff: Person, text: str) -> None:
    assert staff.http.get("/api/v1/products", params={"q": text}).status_code == 200


def test_filters_take_no_statements(admin: Person, subtests: pytest.Subtests) -> None:
    for operation in LISTS:
        for parameter in operation.document["parameters"]:
            name = parameter["name"]
            if parameter["in"] != "query" or name == "q":
                continue
            with subtests.test(operation.id, parameter=name):
                answer = admin.http.get(operation.url, params={name: "1' OR '1'='1"})
                assert_problem(answer, 422, "validation_failed")


@pytest.mark.parametrize("text", ["a\x00b", "a\x07b", "\ud800"])
def test_what_no_database_stores_is_refused(staff: Person, text: str) -> None:
    body = {"sku": "N-1", "name": text, "price": {"amount": "1.00", "currency": "EUR"}}
    content = json.dumps(body)
    headers = {"Content-Type": "application/json"}
    answer = staff.http.post("/api/v1/products", content=content, headers=headers)
    assert answer.status_code in {400, 422}
    assert_problem(answer, answer.status_code)


def test_forms_of_other_sites_change_nothing(staff: Person) -> None:
    # A form can be posted across origins without asking; JSON cannot.
    for media_type in ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain"):
        answer = staff.http.post(
            "/api/v1/products", content=b'{"sku":"X"}', headers={"Content-Type": media_type}
        )
        assert_problem(answer, 415)


def _raw(server: LiveServer, request: bytes) -> bytes:
    """The answer to bytes that no client library would send."""
    host, _, port = server.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(request)
        return connection.recv(65_536)


GET = b"GET /api/v1/products HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\n"
MALFORMED = [
    b"GET /api/v1/products HTTP/1.1\r\n\r\n",
    b"GET /api/v1/products\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /api/v1/products?limit=%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET http://evil.example/api/v1/products HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"BREW /api/v1/products HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"TRACE /api/v1/products HTTP/1.1\r\nHost: localhost\r\n\r\n",
    GET + b"X-Request-ID: \xff\xfe\xff\xfe\xff\xfe\xff\xfe\r\n\r\n",
    GET + b"Authorization: Bearer \xff\xfe\r\n\r\n",
    GET + b"Authorization:\r\n\r\n",
    POST + b"Content-Length: -1\r\n\r\n",
    POST + b"Content-Length: 99999999999999999999\r\n\r\n",
]


@pytest.mark.parametrize("sent", MALFORMED, ids=range(len(MALFORMED)))
def test_malformed_requests_are_the_clients_fault(server: LiveServer, sent: bytes) -> None:
    status = int(_raw(server, sent).split(b" ", 2)[1])
    assert 400 <= status < 500


def test_headers_cannot_be_smuggled_into_answers(customer: Person) -> None:
    answer = customer.http.get(
        "/api/v1/products?limit=1%0d%0aX-Injected:%201&cursor=%0d%0aX-Injected:%201"
    )
    assert_problem(answer, 422)
    assert "x-injected" not in answer.headers


def test_a_redirect_leads_nowhere_else(api: httpx2.Client) -> None:
    for path in ("//evil.example/", "/\\evil.example", "/api/v1//evil.example"):
        answer = api.get(
            httpx2.URL(str(api.base_url).rstrip("/")).copy_with(raw_path=path.encode())
        )
        assert_problem(answer, 404)
