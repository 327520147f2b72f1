"""Measure response times over HTTP against the budget: `make bench`.

A server of its own, on a database of its own with the demo data; a few clients at a time. Writes
reports/perf.json and fails where the 95th percentile of an operation is over the budget.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from statistics import quantiles

import httpx2

from tests.support.database import create_database, drop_database
from tests.support.environment import VARIABLES

BUDGET_MS = 100.0
CLIENTS = 4
REQUESTS = 400
WARM_UP = 20
START_SECONDS = 30
API = "/api/v1"
CUSTOMER = {"email": "customer@example.com", "password": "open the demo door"}

Call = Callable[[httpx2.Client], httpx2.Response]


def environment(database: str) -> dict[str, str]:
    """The settings of the measured server: as in production, but for the limits."""
    limits = {name: value for name, value in VARIABLES.items() if name.startswith("RATE_LIMIT_")}
    return os.environ | limits | {"DATABASE_URL": database, "APP_ENV": "local"}


@contextmanager
def serving() -> Iterator[str]:
    """The URL of a server over fresh demo data."""
    variables = environment(create_database("perf"))
    try:
        subprocess.run(["make", "--no-print-directory", "seed"], env=variables, check=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "app", "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL)
        try:
            wait(f"http://127.0.0.1:{port}/health/ready")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()
    finally:
        drop_database("perf")


def wait(url: str) -> None:
    """Return when the URL answers with 200; raises TimeoutError."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx2.get(url).is_success:
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer.")


def operations(client: httpx2.Client) -> dict[str, Call]:
    """What is measured, by operation id."""
    product = client.get(f"{API}/products?limit=1").raise_for_status().json()["items"][0]["id"]
    draft = {"lines": [{"product_id": product, "quantity": 1}]}
    order = client.post(f"{API}/orders", json=draft).raise_for_status().json()["id"]
    return {
        "read_order": lambda http: http.get(f"{API}/orders/{order}"),
        "list_orders": lambda http: http.get(f"{API}/orders?limit=50"),
        "list_products": lambda http: http.get(f"{API}/products?limit=50"),
        "search_products": lambda http: http.get(f"{API}/products?q=mug"),
        "create_order": lambda http: http.post(f"{API}/orders", json=draft),
    }


def measure(client: httpx2.Client, call: Call) -> dict[str, float]:
    """The figures of one operation."""
    for _ in range(WARM_UP):
        call(client).raise_for_status()
    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        times = sorted(pool.map(lambda _: timed(client, call), repeat(None, REQUESTS)))
    seconds = time.perf_counter() - started
    percentiles = quantiles(times, n=100)
    return {
        "p50_ms": round(percentiles[49], 2),
        "p95_ms": round(percentiles[94], 2),
        "rps": round(REQUESTS / seconds, 1),
    }


def timed(client: httpx2.Client, call: Call) -> float:
    """The milliseconds of one request, which has to succeed."""
    started = time.perf_counter()
    call(client).raise_for_status()
    return (time.perf_counter() - started) * 1000


def main() -> int:
    """Measure and report; the exit status is 1 where an operation is over the budget."""
    with serving() as url, httpx2.Client(base_url=url, timeout=30) as client:
        login = client.post(f"{API}/auth/login", json=CUSTOMER).raise_for_status().json()
        client.headers["Authorization"] = f"Bearer {login['access_token']}"
        figures = {name: measure(client, call) for name, call in operations(client).items()}
    report = Path("reports/perf.json")
    report.parent.mkdir(exist_ok=True)
    content = {"budget_p95_ms": BUDGET_MS, "clients": CLIENTS, "operations": figures}
    report.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    print(f"{'operation':20}{'p50 ms':>10}{'p95 ms':>10}{'per second':>12}")
    for name, found in figures.items():
        print(f"{name:20}{found['p50_ms']:10.2f}{found['p95_ms']:10.2f}{found['rps']:12.1f}")
    slow = [name for name, found in figures.items() if found["p95_ms"] > BUDGET_MS]
    if slow:
        print(f"Over the budget of {BUDGET_MS:.0f} ms: {', '.join(slow)}", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
