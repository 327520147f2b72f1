"""Product search with MySQL and MariaDB: a FULLTEXT index in boolean mode.

InnoDB leaves out words of one or two letters and English stop words, and splits some scripts
otherwise than `words_of`. So the column holds the words in a spelling of their own: ASCII only,
with a beginning that makes them long enough and no stop word.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlalchemy.dialects.mysql import match

from app.features.catalog.models import ProductSearchRow
from app.infra.queries import table_of

_words = table_of(ProductSearchRow).c.words

_BEGINNING = "zq"
_ESCAPE = "z"

# innodb_ft_max_token_size: longer words would be left out of the index.
_LONGEST_TOKEN = 84


def index_text(words: Sequence[str]) -> str:
    """What the column `words` holds."""
    return " ".join(_token(word) for word in words)


def matches_words(sought: Sequence[str]) -> ColumnElement[bool]:
    """The condition that each sought word begins a word of the product."""
    query = " ".join(f"+{_token(word)}*" for word in sought)
    return match(_words, against=query).in_boolean_mode()


def _token(word: str) -> str:
    """The word's spelling; that of a word's beginning is the beginning of the word's."""
    token = _BEGINNING
    for letter in word:
        code = _code(letter)
        if len(token) + len(code) > _LONGEST_TOKEN:
            break
        token += code
    return token


def _code(letter: str) -> str:
    """The letter itself, or its UTF-8 in hexadecimal behind an escape; no code begins another."""
    if letter == _ESCAPE:
        return _ESCAPE + _ESCAPE
    return letter if letter.isascii() else _ESCAPE + letter.encode().hex()
