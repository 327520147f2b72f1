"""Cursor pagination: pages that stay stable while rows are inserted."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from app.core.errors import FieldError, ValidationFailed

T = TypeVar("T")
SortValue = str | int | datetime

# NUL, which PostgreSQL refuses, and lone surrogates, which no encoding has.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

DEFAULT_LIMIT = 20
MAX_LIMIT = 100

_BAD_CURSOR = FieldError(("query", "cursor"), "Not a cursor of this list", "cursor_invalid")


@dataclass(frozen=True, slots=True)
class Position:
    """The last row of a page: its value in the sorted column, and its id to break ties."""

    value: SortValue
    id: UUID


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page: how many rows, sorted by which column, after which row."""

    limit: int = DEFAULT_LIMIT
    sort: str = "-created_at"
    after: Position | None = None

    @property
    def column(self) -> str:
        """The sorted column's name."""
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        """Whether the largest value comes first."""
        return self.sort.startswith("-")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """The rows of one page and the cursor of the next one, None on the last page."""

    items: list[T]
    next_cursor: str | None


def page_request(
    *, limit: int, sort: str, cursor: str | None, sortable: Mapping[str, type[SortValue]]
) -> PageRequest:
    """The page that a client asks for.

    `sortable` gives the type of each column that the list may be sorted by. Raises ValidationFailed
    for a cursor that this list did not make.
    """
    if cursor is None:
        return PageRequest(limit=limit, sort=sort)
    kind = sortable[sort.removeprefix("-")]
    return PageRequest(limit=limit, sort=sort, after=decode_cursor(cursor, sort=sort, kind=kind))


def encode_cursor(position: Position, *, sort: str) -> str:
    """The opaque base64url text of a position in a list sorted by `sort`."""
    value = position.value
    plain = value.isoformat() if isinstance(value, datetime) else value
    document = json.dumps([sort, plain, position.id.hex], separators=(",", ":"))
    return urlsafe_b64encode(document.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *, sort: str, kind: type[SortValue]) -> Position:
    """The position that `encode_cursor` wrote; raises ValidationFailed for anything else."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        cursor_sort, plain, identifier = json.loads(urlsafe_b64decode(padded.encode("ascii")))
        value = datetime.fromisoformat(plain) if kind is datetime else plain
        position = Position(value=value, id=UUID(hex=identifier))
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ValidationFailed(errors=[_BAD_CURSOR]) from error
    if cursor_sort != sort or not _fits(value, kind):
        raise ValidationFailed(errors=[_BAD_CURSOR])
    return position


def _fits(value: SortValue, kind: type[SortValue]) -> bool:
    """Whether a database can compare the value with a column of that kind."""
    if isinstance(value, datetime):
        return value.utcoffset() == timedelta(0)
    if isinstance(value, str):
        return kind is str and not _UNSTORABLE.search(value)
    return kind is int and type(value) is int and abs(value) < 2**63
