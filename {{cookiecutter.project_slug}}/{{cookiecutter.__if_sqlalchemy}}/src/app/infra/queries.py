"""Statement helpers that the repositories share."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Row, Select, or_
from sqlalchemy import Table as CoreTable
from sqlalchemy.exc import IntegrityError

from app.core.pagination import Page, PageRequest, Position, T, encode_cursor
from app.infra.tables import Table


def table_of(mapped: type[Table]) -> CoreTable:
    """The table of a mapped class, for Core statements."""
    table = mapped.__table__
    if not isinstance(table, CoreTable):
        raise TypeError(f"{mapped.__name__} is not mapped to a table.")
    return table


def after_position(
    statement: Select[Any],
    page: PageRequest,
    columns: Mapping[str, ColumnElement[Any]],
    key: ColumnElement[UUID],
) -> Select[Any]:
    """The rows of a page and one more: keyset pagination over an index on (column, id).

    Comparing (column, id) as a row says the same, but MySQL uses no index for that.
    """
    column = columns[page.column]
    if page.after is not None:
        value, last = page.after.value, page.after.id
        if page.descending:
            statement = statement.where(column <= value, or_(column < value, key < last))
        else:
            statement = statement.where(column >= value, or_(column > value, key > last))
    order = (column.desc(), key.desc()) if page.descending else (column.asc(), key.asc())
    return statement.order_by(*order).limit(page.limit + 1)


def to_page(
    rows: Sequence[Row[Any]], page: PageRequest, entities: Sequence[T], label: str
) -> Page[T]:
    """The page of `entities`, built from `rows` that hold the sorted value under `label`."""
    if len(rows) <= page.limit:
        return Page(items=list(entities), next_cursor=None)
    last = rows[page.limit - 1]._asdict()
    cursor = encode_cursor(Position(value=last[label], id=last["id"]), sort=page.sort)
    return Page(items=list(entities[: page.limit]), next_cursor=cursor)


def violates_unique(error: IntegrityError, *columns: Column[Any]) -> bool:
    """Whether the error is about the unique constraint over these columns.

    PostgreSQL and MySQL name the constraint, SQLite its columns.
    """
    message = str(error.orig)
    table = columns[0].table.name
    name = f"uq_{table}_{'_'.join(column.name for column in columns)}"
    names = ", ".join(f"{table}.{column.name}" for column in columns)
    return f"{name}'" in message or f'{name}"' in message or message.endswith(f": {names}")


def violates_foreign_key(error: IntegrityError) -> bool:
    """Whether a row refers to one that is missing, or is referred to by another."""
    return "foreign key constraint" in str(error.orig).lower()
