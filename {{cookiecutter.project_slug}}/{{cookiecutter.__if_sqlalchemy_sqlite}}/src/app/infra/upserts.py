"""Inserting a row or changing the one that is there, in one statement."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.dialects.sqlite import Insert, insert

from app.infra.tables import Table


def upsert(
    table: type[Table], *, keys: Sequence[str], changes: Mapping[str, ColumnElement[Any]]
) -> Insert:
    """An INSERT that makes the changes instead where a row has the same keys."""
    return insert(table).on_conflict_do_update(index_elements=keys, set_=changes)
