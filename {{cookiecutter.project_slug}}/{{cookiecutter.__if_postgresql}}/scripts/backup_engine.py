"""Backups of PostgreSQL, with the server's own programs: pg_dump, pg_restore and psql."""

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

SUFFIX = ".dump"
# The restored dump stands alone: what it does not hold is gone afterwards.
EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


def missing() -> list[str]:
    """The programs that are not installed."""
    return [name for name in ("pg_dump", "pg_restore", "psql") if not shutil.which(name)]


def dump(url: str, target: Path) -> None:
    """Write a compressed dump of one moment."""
    _run(url, "pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def load(url: str, source: Path) -> None:
    """Replace the content in one transaction; raises CalledProcessError and changes nothing."""
    script = source.with_suffix(".sql")
    subprocess.run(["pg_restore", "--no-owner", f"--file={script}", str(source)], check=True)
    try:
        _run(
            url,
            "psql",
            "--quiet",
            f"--output={os.devnull}",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--command={EMPTY}",
            f"--file={script}",
        )
    finally:
        script.unlink()


def _run(url: str, *command: str) -> None:
    """Run a program on the database; the password stays out of the list of processes."""
    parts = urlsplit(url)
    environment = os.environ | {
        "PGOPTIONS": "-c client_min_messages=warning",
        "PGPASSWORD": unquote(parts.password or ""),
    }
    subprocess.run([*command, f"--dbname={_without_password(parts)}"], env=environment, check=True)


def _without_password(parts: SplitResult) -> str:
    """The URL with user and host only."""
    user, _, host = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{user.partition(':')[0]}@{host}" if user else host).geturl()
