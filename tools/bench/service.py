"""What a request costs: `python tools/bench/service.py [--rounds N] [--seconds S]`.

Generates the PostgreSQL project, fills a database with orders, and compares the CPU time of each
request with that of `bare.py`, which answers from the same statements without anything around them.
Server processes alternate; the figure is the least CPU time over the rounds, since neighbours on
the machine can only add to it. Needs PostgreSQL and wrk (package `wrk` in most distributions).
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "tools" / "bench"
WORK = ROOT / "build" / "bench"
SERVER = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
DATABASE = "backend_template_bench"
DATABASE_URL = f"{SERVER.rpartition('/')[0]}/{DATABASE}"
PORT = 18431
BASE = f"http://127.0.0.1:{PORT}"

# The most that the generated service may cost, in multiples of the bare one's CPU time.
LIMITS = {"get one": 3.0, "list 50": 2.2, "create": 3.0}
MEMORY_LIMIT_MB = 130


@dataclass(frozen=True)
class Load:
    """What wrk did: requests served, and how many failed in any way."""

    requests: int
    failures: int
    p99: str


def environment() -> dict[str, str]:
    """The environment of both servers: production, with limits too wide to be reached."""
    return os.environ | {
        "APP_ENV": "production",
        "APP_ENV_FILE": "",
        "DATABASE_URL": DATABASE_URL,
        "AUTH_SECRET_KEY": "a-key-for-benchmarks-only-0123456789-qwertz",
        "AUTH_ACCESS_TOKEN_MINUTES": "60",
        "HTTP_PUBLIC_URL": "https://api.example.com",
        "HTTP_ALLOWED_HOSTS": "api.example.com,127.0.0.1",
        "HTTP_FORCE_HTTPS": "false",
        "RATE_LIMIT_PER_IP": "100000000/minute",
        "RATE_LIMIT_PER_IDENTITY": "100000000/minute",
        "RATE_LIMIT_CREDENTIALS": "100000000/minute",
    }


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """The output of a command that must succeed."""
    done = subprocess.run(
        command, cwd=cwd, env=environment(), check=True, text=True, stdout=subprocess.PIPE
    )
    return done.stdout


def prepare() -> tuple[Path, dict[str, str]]:
    """The generated project with its environment, and what `fill.py` put into its database."""
    project = WORK / "project"
    run(sys.executable, ROOT / "tools" / "render.py", project, "database=postgresql")
    run("uv", "sync", "--quiet", cwd=project)
    python = project / ".venv" / "bin" / "python"
    run(python, BENCH / "fill.py", "create-database", SERVER, DATABASE)
    run(python, "-m", "alembic", "upgrade", "heads", cwd=project)
    return project, json.loads(run(python, BENCH / "fill.py", "rows", cwd=project))


@contextmanager
def serving(*command: str | Path, cwd: Path) -> Iterator[int]:
    """A server process that answers; its process id."""
    with (WORK / "server.log").open("w") as log:
        process = subprocess.Popen(command, cwd=cwd, env=environment(), stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 20
        while not _answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"The server did not start; see {WORK / 'server.log'}.")
            time.sleep(0.1)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _answers() -> bool:
    """Whether something listens and answers, whatever it says."""
    try:
        urllib.request.urlopen(f"{BASE}/health/live", timeout=1)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def cpu_seconds(pid: int) -> float:
    """User and system time of the process and its children so far (Linux)."""
    ticks = 0
    for task in (pid, *_children(pid)):
        fields = Path(f"/proc/{task}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    """The direct children of a process."""
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def resident_mb(pid: int) -> float:
    """Resident memory of the process and its children."""
    status = [Path(f"/proc/{task}/status").read_text() for task in (pid, *_children(pid))]
    return sum(int(re.search(r"VmRSS:\s+(\d+)", text)[1]) for text in status) / 1024


def load(case: str, facts: dict[str, str], *, seconds: int, connections: int = 32) -> Load:
    """Run wrk on an operation."""
    script = WORK / "requests.lua"
    script.write_text(_script(case, facts))
    volume = ("-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s")
    report = run("wrk", *volume, "--latency", "-s", script, BASE)
    errors = re.search(
        r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", report
    )
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", report)
    failures = sum(map(int, errors.groups())) if errors else 0
    return Load(
        requests=int(re.search(r"(\d+) requests in", report)[1]),
        failures=failures + (int(refused[1]) if refused else 0),
        p99=re.search(r"99%\s+(\S+)", report)[1],
    )


def _script(case: str, facts: dict[str, str]) -> str:
    """The Lua script of an operation."""
    headers = {
        "Authorization": f"Bearer {facts['token']}",
        "X-Session": facts["session"],
        "X-User": facts["user"],
        "Content-Type": "application/json",
    }
    lines = [f'wrk.headers["{name}"] = "{value}"' for name, value in headers.items()]
    if case == "create":
        body = {"lines": [{"product_id": p, "quantity": 2} for p in facts["products"].split()]}
        return "\n".join(
            [
                *lines,
                'wrk.method, wrk.path = "POST", "/api/v1/orders"',
                f"wrk.body = [[{json.dumps(body)}]]",
            ]
        )
    if case == "list 50":
        return "\n".join([*lines, 'wrk.path = "/api/v1/orders?limit=50"'])
    ids = ", ".join(f'"{order}"' for order in facts["orders"].split())
    return "\n".join(
        [
            *lines,
            f"local ids, n = {{{ids}}}, 0",
            "request = function()",
            "  n = n % #ids + 1",
            '  return wrk.format("GET", "/api/v1/orders/" .. ids[n])',
            "end",
        ]
    )


def measure(name: str, case: str, pid: int, facts: dict[str, str], seconds: int) -> float:
    """Microseconds of CPU for one request; stops the program if a request failed."""
    load(case, facts, seconds=1)
    before = cpu_seconds(pid)
    done = load(case, facts, seconds=seconds)
    spent = cpu_seconds(pid) - before
    if done.failures:
        raise SystemExit(f"{name}, {case}: {done.failures} of {done.requests} requests failed.")
    return spent / done.requests * 1e6


def main(arguments: list[str]) -> int:
    """Measure and compare; the status is 1 where a limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    options = parser.parse_args(arguments)
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: install the package `wrk`.")
    WORK.mkdir(parents=True, exist_ok=True)
    print("preparing the project and its database ...", flush=True)
    project, facts = prepare()
    binaries = project / ".venv" / "bin"
    uvicorn = ["--loop", "uvloop", "--http", "httptools", "--no-access-log", "--port", str(PORT)]
    servers = {
        "bare": ([binaries / "uvicorn", "bare:application", *uvicorn], BENCH),
        "fastapi": ([binaries / "python", "-m", "app", "serve", "--port", str(PORT)], project),
    }
    cpu: dict[tuple[str, str], list[float]] = {}
    memory = 0.0
    for number in range(options.rounds):
        for name, (command, folder) in servers.items():
            with serving(*command, cwd=folder) as pid:
                if name != "bare":
                    memory = max(memory, resident_mb(pid)) if number else resident_mb(pid)
                for case in LIMITS:
                    cost = measure(name, case, pid, facts, options.seconds)
                    cpu.setdefault((name, case), []).append(cost)
                    print(f"round {number + 1}: {name:8} {case:8} {cost:7.0f} us", flush=True)
    failed = report(cpu) | (memory > MEMORY_LIMIT_MB)
    print(f"memory idle: {memory:.0f} MB (limit {MEMORY_LIMIT_MB})")
    command, folder = servers["fastapi"]
    with serving(*command, cwd=folder) as pid:
        failed |= crowd(facts, options.seconds)
        print(f"memory after: {resident_mb(pid):.0f} MB")
    return int(failed)


def report(cpu: dict[tuple[str, str], list[float]]) -> bool:
    """Print the table; whether a limit was exceeded."""
    failed = False
    print(f"\n{'CPU per request':16} {'bare':>8} {'fastapi':>8} {'ratio':>6} {'limit':>6}")
    for case, limit in LIMITS.items():
        bare, ours = min(cpu["bare", case]), min(cpu["fastapi", case])
        failed |= ours / bare > limit
        print(f"{case:16} {bare:5.0f} us {ours:5.0f} us {ours / bare:6.2f} {limit:6.1f}")
    return failed


def crowd(facts: dict[str, str], seconds: int) -> bool:
    """256 connections at once: whether any request failed."""
    failed = False
    for case in LIMITS:
        done = load(case, facts, seconds=seconds, connections=256)
        failed |= done.failures > 0
        print(
            f"256 connections: {case:8} {done.requests} requests, "
            f"{done.failures} failed, p99 {done.p99}"
        )
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
