"""A walk through a running project over HTTP, every request and answer shown."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection
from typing import Any
from uuid import uuid4

from tools.console import StepError

API = "/api/v1"
PASSWORD = "seven quiet bridges over a river"  # noqa: S105  # of an account made for this run
TOKEN = re.compile(r"token=([A-Za-z0-9_-]{20,})")
# Longer texts in what is shown are cut: tokens say nothing to people.
SHOWN = 60


@dataclass(slots=True)
class Client:
    """Sends JSON and shows what it sends and gets."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)

    def call(
        self, method: str, path: str, body: Any = None, *, expect: int, **headers: str
    ) -> tuple[Any, Mapping[str, str]]:
        """Send a request; the answer's body and headers. Raises StepError on another status."""
        print(f"\n> {method} {path}" + (f"  {_short(body)}" if body is not None else ""))
        sent = {"Content-Type": "application/json", **self.headers, **headers}
        data = json.dumps(body).encode() if body is not None else None
        status, text, given = send(self.port, method, path, data, sent)
        content = json.loads(text) if text else None
        print(f"< {status}" + (f"  {_short(content)}" if text else ""), flush=True)
        if status != expect:
            raise StepError(f"{method} {path} was answered with {status} instead of {expect}.")
        return content, given


def send(
    port: int, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
) -> tuple[int, bytes, dict[str, str]]:
    """Send a request to this machine; status, body and headers of the answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read(), {n.lower(): v for n, v in answer.getheaders()}
    finally:
        connection.close()


def wait_until_ready(port: int, alive: Callable[[], bool], *, seconds: float = 30) -> None:
    """Return with the first 200 of the readiness probe; raises StepError."""
    last: object = "it ended"
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and alive():
        try:
            if send(port, "GET", "/health/ready", None, {})[0] == HTTPStatus.OK:
                return
        except OSError as error:
            last = error
        time.sleep(0.05)
    raise StepError(f"The service did not become ready: {last}.")


def walk(port: int, mail: Callable[[], str]) -> None:
    """Register, verify, log in, order and read the order back; `mail` is what was sent so far."""
    client = Client(port)
    email = f"demo-{uuid4().hex[:8]}@example.com"
    client.call("POST", f"{API}/auth/register", {"email": email, "password": PASSWORD}, expect=201)
    token = _token(mail)
    client.call("POST", f"{API}/auth/verify-email", {"token": token}, expect=204)
    tokens, _ = client.call(
        "POST", f"{API}/auth/login", {"email": email, "password": PASSWORD}, expect=200
    )
    client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
    products, _ = client.call("GET", f"{API}/products?limit=1", expect=200)
    if not products["items"]:
        raise StepError("There is no product to order: the demo data is missing.")
    order = {"lines": [{"product_id": products["items"][0]["id"], "quantity": 2}]}
    created, headers = client.call(
        "POST", f"{API}/orders", order, expect=201, **{"Idempotency-Key": uuid4().hex}
    )
    path = f"{API}/orders/{created['id']}"
    client.call("POST", f"{path}/place", expect=200, **{"If-Match": headers["etag"]})
    placed, _ = client.call("GET", path, expect=200)
    if placed["status"] != "placed" or placed["id"] != created["id"]:
        raise StepError(f"The order came back as {placed}.")


def _token(mail: Callable[[], str], *, seconds: float = 10) -> str:
    """The token of the mail, which is sent after the answer; raises StepError."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := TOKEN.search(mail()):
            return found[1]
        time.sleep(0.1)
    raise StepError("The mail with the verification token was not logged.")


def _short(value: Any) -> str:
    """JSON on one line, long texts cut and passwords hidden."""

    def cut(part: Any, name: str = "") -> Any:
        if isinstance(part, dict):
            return {key: cut(inner, key) for key, inner in part.items()}
        if isinstance(part, list):
            return [cut(inner) for inner in part]
        if "password" in name:
            return "********"
        if isinstance(part, str) and len(part) > SHOWN:
            return part[: SHOWN // 2] + "…"
        return part

    return json.dumps(cut(value), ensure_ascii=False)
