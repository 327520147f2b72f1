"""The servers that generated projects are tested on: found, started or installed.

A server is used where its environment variable names it, else on its standard local port. One that
is installed is started; as root on a system with apt-get, a missing one is installed.
"""

import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from tools.console import StepError, say

START_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """How to reach and to get a server."""

    name: str
    variable: str
    url: str
    packages: tuple[str, ...]
    services: tuple[str, ...]
    # Lets the user of `url` in; run as root after the server was installed here.
    admit: tuple[tuple[str, ...], ...] = ()


POSTGRESQL = Server(
    name="PostgreSQL",
    variable="TEST_POSTGRESQL_URL",
    url="postgresql://postgres:postgres@127.0.0.1:5432/postgres",
    packages=("postgresql",),
    services=("postgresql",),
    admit=(("su", "postgres", "-c", "psql -c \"ALTER ROLE postgres PASSWORD 'postgres'\""),),
)
MYSQL = Server(
    name="MySQL or MariaDB",
    variable="TEST_MYSQL_URL",
    url="mysql://root:@127.0.0.1:3306/mysql",
    packages=("mariadb-server",),
    services=("mariadb", "mysql"),
    admit=(("mariadb", "-e", "ALTER USER root@localhost IDENTIFIED BY ''"),),
)
REDIS = Server(
    name="Redis",
    variable="TEST_REDIS_URL",
    url="redis://127.0.0.1:6379/0",
    packages=("redis-server",),
    services=("redis-server", "redis"),
)


def url_of(server: Server) -> str:
    """Where the server is, running or not."""
    return os.environ.get(server.variable) or server.url


def listens(url: str) -> bool:
    """Whether something accepts connections there."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 0), timeout=2):
            return True
    except OSError:
        return False


def ensure(server: Server) -> str:
    """The URL of the running server; raises StepError saying what is missing."""
    url = url_of(server)
    if listens(url):
        say(f"{server.name}: listens at {_place(url)}")
        return url
    if os.environ.get(server.variable):
        raise StepError(f"{server.name}: nothing listens at {_place(url)} of {server.variable}.")
    if _start(server, url) or _install(server, url):
        say(f"{server.name}: started at {_place(url)}")
        return url
    raise StepError(
        f"{server.name} is missing: start it at {_place(url)}, name another in {server.variable}, "
        f"or install it (Debian: apt-get install {' '.join(server.packages)})."
    )


def _place(url: str) -> str:
    """Host and port, without user and password."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}"


def _start(server: Server, url: str) -> bool:
    """Start the installed server; whether it listens now."""
    say(f"{server.name}: nothing listens at {_place(url)}; starting it")
    for service in server.services:
        for command in (("service", service, "start"), ("systemctl", "start", service)):
            if shutil.which(command[0]) and _succeeds(command) and _comes_up(url):
                return True
    return False


def _install(server: Server, url: str) -> bool:
    """Install the server where that is possible; whether it listens now."""
    if not shutil.which("apt-get") or os.name != "posix" or os.geteuid() != 0:
        return False
    say(f"{server.name}: installing {' '.join(server.packages)} (apt-get)")
    quiet = ("apt-get", "--quiet", "--quiet", "--yes", "--no-install-recommends")
    if not (_succeeds(("apt-get", "--quiet", "--quiet", "update"))):
        return False
    if not _succeeds((*quiet, "install", *server.packages)) or not _start(server, url):
        return False
    return all(_succeeds(command) for command in server.admit)


def _succeeds(command: tuple[str, ...]) -> bool:
    """Whether the program ends with status 0."""
    return not subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        check=False,
    ).returncode


def _comes_up(url: str) -> bool:
    """Whether the server accepts connections in time."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if listens(url):
            return True
        time.sleep(0.5)
    return False
