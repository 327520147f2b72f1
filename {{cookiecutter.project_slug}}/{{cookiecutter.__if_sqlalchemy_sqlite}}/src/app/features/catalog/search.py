"""Product search with SQLite: an FTS5 index that triggers keep up to date.

The words are made by `words_of`; the tokenizer merely splits at the spaces.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Integer, Text, column, select, table

from app.features.catalog.models import ProductSearchRow

_index = table("fts_products", column("rowid", Integer), column("words", Text))


def index_text(words: Sequence[str]) -> str:
    """What the column `words` holds."""
    return " ".join(words)


def matches_words(sought: Sequence[str]) -> ColumnElement[bool]:
    """The condition that each sought word begins a word of the product."""
    query = " AND ".join(f'"{word}" *' for word in sought)
    return ProductSearchRow.id.in_(select(_index.c.rowid).where(_index.c.words.match(query)))
