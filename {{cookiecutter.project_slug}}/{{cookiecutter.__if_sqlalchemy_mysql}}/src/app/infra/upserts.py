"""Inserting a row or changing the one that is there, in one statement."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.dialects.mysql import Insert, insert

from app.infra.tables import Table


def upsert(
    table: type[Table], *, keys: Sequence[str], changes: Mapping[str, ColumnElement[Any]]
) -> Insert:
    """An INSERT that makes the changes instead where a row has the same keys.

    MySQL compares all unique keys of the table, so `keys` are not named to it.
    """
    del keys
    # A pair after another sees what that one has changed.
    return insert(table).on_duplicate_key_update(list(changes.items()))
