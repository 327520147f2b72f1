"""Backups of SQLite: a consistent copy of the file, taken while the service runs."""

import sqlite3
from contextlib import closing
from pathlib import Path

SUFFIX = ".sqlite3"


def missing() -> list[str]:
    """The programs that are not installed: none is needed."""
    return []


def dump(url: str, target: Path) -> None:
    """Copy the database to the file."""
    _copy(_file(url), target)


def load(url: str, source: Path) -> None:
    """Copy the file over the database; raises ValueError where the file is damaged."""
    _copy(source, _file(url))


def _file(url: str) -> Path:
    """The file of `sqlite:///relative` or `sqlite:////absolute`."""
    return Path(url.partition(":///")[2])


def _copy(source: Path, target: Path) -> None:
    """Copy page by page, checking the source first."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            verdict = old.execute("PRAGMA integrity_check").fetchone()[0]
            if verdict != "ok":
                raise ValueError(f"{source}: {verdict}")
            old.backup(new)
    except sqlite3.Error as error:
        raise ValueError(f"{source}: {error}") from error
