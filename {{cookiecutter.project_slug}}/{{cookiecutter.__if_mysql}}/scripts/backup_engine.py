"""Backups of MySQL and MariaDB, with the server's own programs: the dump and the client."""

import gzip
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

SUFFIX = ".sql.gz"
# The last line of a complete dump.
COMPLETE = b"-- Dump completed"


DUMP = ("mariadb-dump", "mysqldump")
CLIENT = ("mariadb", "mysql")


def missing() -> list[str]:
    """The programs that are not installed; one of each pair is enough."""
    return [" or ".join(names) for names in (DUMP, CLIENT) if not _program(names)]


def dump(url: str, target: Path) -> None:
    """Write a compressed dump of one moment."""
    command = [
        _program(DUMP),
        *_server(url),
        "--single-transaction",
        "--routines",
        "--hex-blob",
        "--default-character-set=utf8mb4",
        _name(url),
    ]
    script = subprocess.run(command, env=_environment(url), check=True, capture_output=True).stdout
    with gzip.open(target, "wb") as file:
        file.write(script)


def load(url: str, source: Path) -> None:
    """Replace the content; raises ValueError where the dump is not complete, changing nothing."""
    with gzip.open(source) as file:
        script = file.read()
    if COMPLETE not in script[-200:]:
        raise ValueError(f"{source} is not complete.")
    name = _name(url)
    quoted = "`" + name.replace("`", "``") + "`"
    empty = f"DROP DATABASE IF EXISTS {quoted}; CREATE DATABASE {quoted} CHARACTER SET utf8mb4;"
    client = [_program(CLIENT), *_server(url), "--default-character-set=utf8mb4"]
    subprocess.run(client, env=_environment(url), check=True, input=empty.encode())
    subprocess.run([*client, name], env=_environment(url), check=True, input=script)


def _program(names: tuple[str, ...]) -> str:
    """The first of the programs that is installed; empty without any."""
    return next((found for name in names if (found := shutil.which(name))), "")


def _server(url: str) -> list[str]:
    """The options that name the server and the user."""
    parts = urlsplit(url)
    return [
        f"--host={parts.hostname}",
        f"--port={parts.port or 3306}",
        f"--user={unquote(parts.username or 'root')}",
        "--protocol=tcp",
    ]


def _environment(url: str) -> dict[str, str]:
    """The password, which stays out of the list of processes."""
    return os.environ | {"MYSQL_PWD": unquote(urlsplit(url).password or "")}


def _name(url: str) -> str:
    """The database."""
    return unquote(urlsplit(url).path.lstrip("/"))
