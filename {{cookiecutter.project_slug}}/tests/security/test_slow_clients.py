"""Clients that dawdle do not hold a request open for ever."""

import socket
import time

from tests.support.server import start_server
from tests.support.variants import settings_with

HEAD = (
    b"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
)


def test_a_body_that_never_ends_is_given_up(migrated: None) -> None:
    settings = settings_with(http={"request_timeout_seconds": 0.3})
    with start_server(settings) as server:
        port = int(server.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            started = time.monotonic()
            client.sendall(HEAD + b'{"email":')
            answer = b""
            while b"request_timed_out" not in answer:
                part = client.recv(65_536)
                assert part, answer
                answer += part
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert time.monotonic() - started < 5
