"""Product search with PostgreSQL: a GIN index over the words as a tsvector.

The words are made by `words_of`, so no parser and no dictionary of the server has a part in it.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Text, cast, func, literal, literal_column
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from app.features.catalog.models import ProductSearchRow


def index_text(words: Sequence[str]) -> str:
    """What the column `words` holds."""
    return " ".join(words)


def matches_words(sought: Sequence[str]) -> ColumnElement[bool]:
    """The condition that each sought word begins a word of the product."""
    query = " & ".join(f"'{word}':*" for word in sought)
    # This must be the expression of the index, to the letter; a parameter for the space is not.
    space = literal_column("' '", Text)
    vector = func.array_to_tsvector(
        func.string_to_array(ProductSearchRow.words, space), type_=TSVECTOR
    )
    return vector.bool_op("@@")(cast(literal(query, Text), TSQUERY))
