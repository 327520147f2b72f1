"""`python -m app serve` as operations see it: it starts, drains, stops, and bears many clients."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.support.environment import VARIABLES
from tests.support.people import Person

DRAIN_SECONDS = "3"


def _free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _serving(
    log: Path, *options: str, **variables: str
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The process and its address, once it is ready; its output goes to the file `log`."""
    port = _free_port()
    environment = {**os.environ, **VARIABLES, "HTTP_DRAIN_SECONDS": DRAIN_SECONDS, **variables}
    command = [sys.executable, "-m", "app", "serve", "--port", str(port), *options]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, start_new_session=True)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, 200, seconds=30)
        yield process, url
    finally:
        # The server may have started processes of its own, so the whole group goes.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=20)


def _wait_for(url: str, status: int, *, seconds: float) -> None:
    """Wait until the process is ready, or is not."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if httpx2.get(f"{url}/health/ready").status_code == status:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"{url}/health/ready did not become {status}.")


def _wait_for_silence(url: str, *, seconds: float) -> None:
    """Wait until nobody takes connections any more."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            httpx2.get(f"{url}/health/live")
        except httpx2.ConnectError:
            return
        except httpx2.TransportError:  # taken, but closed before it was answered
            continue
        time.sleep(0.05)
    raise AssertionError(f"{url} still takes connections.")


def test_a_stop_lets_requests_finish(migrated: None, tmp_path: Path) -> None:
    body = json.dumps({"email": "nobody@example.com", "password": "some password"}).encode()
    head = (
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode()
    with _serving(tmp_path / "log") as (process, url):
        port = int(url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as slow:
            slow.sendall(head + body[:10])
            time.sleep(0.2)
            process.send_signal(signal.SIGTERM)
            _wait_for(url, 503, seconds=float(DRAIN_SECONDS))
            assert httpx2.get(f"{url}/api/v1/products").status_code == 401
            _wait_for_silence(url, seconds=20)
            slow.sendall(body[10:])
            assert slow.recv(100).startswith(b"HTTP/1.1 401 ")
        assert process.wait(timeout=10) == 0


def test_a_start_without_settings_names_what_is_missing() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "app", "serve"],
        env={"PATH": os.environ["PATH"], "APP_ENV_FILE": "", "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert "DATABASE_URL" in result.stderr
    assert "Traceback" not in result.stderr


def test_every_line_of_the_log_is_json(migrated: None, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with _serving(log, APP_LOG_LEVEL="INFO") as (process, url):
        httpx2.get(f"{url}/api/v1/products", headers={"X-Request-ID": "line-by-line"})
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    (request,) = (line for line in lines if line.get("request_id") == "line-by-line")
    assert request["event"] == "request"
    assert request["status"] == 401
    assert any(line["event"] == "draining" for line in lines)


def test_several_processes_share_their_metrics(migrated: None, tmp_path: Path) -> None:
    with _serving(tmp_path / "log", "--workers", "2") as (_, url):
        for _ in range(20):
            httpx2.get(f"{url}/api/v1/products")
        time.sleep(0.2)
        text = httpx2.get(f"{url}/metrics").text
    line = 'http_request_duration_seconds_count{method="GET",route="/api/v1/products",status="401"}'
    counts = [row.rpartition(" ")[2] for row in text.splitlines() if row.startswith(line)]
    assert counts == ["20.0"]


CLIENTS, REQUESTS = 256, 3


def test_256_clients_at_once_get_their_answers(customer: Person, tmp_path: Path) -> None:
    with _serving(tmp_path / "log", DATABASE_POOL_SIZE="4") as (_, url):
        statuses, slowest = asyncio.run(_storm(url, customer.http.headers["Authorization"]))
    assert statuses == {200: CLIENTS * REQUESTS}
    assert slowest < 10


async def _storm(url: str, authorization: str) -> tuple[Counter[int], float]:
    """The statuses that the clients got, and the longest that one waited, in seconds."""
    waits: list[float] = []
    statuses: Counter[int] = Counter()
    connections = httpx2.Limits(max_connections=CLIENTS, max_keepalive_connections=CLIENTS)
    async with httpx2.AsyncClient(base_url=url, timeout=60, limits=connections) as http:
        http.headers["Authorization"] = authorization

        async def client() -> None:
            for _ in range(REQUESTS):
                started = time.monotonic()
                answer = await http.get("/api/v1/products")
                waits.append(time.monotonic() - started)
                statuses[answer.status_code] += 1

        await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return statuses, max(waits)
