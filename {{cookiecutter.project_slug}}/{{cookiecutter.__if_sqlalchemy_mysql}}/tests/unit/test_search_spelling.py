"""The spelling of words in the FULLTEXT index."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.features.catalog.search import index_text
from app.features.catalog.words import words_of

# What InnoDB indexes by default: innodb_ft_min_token_size to innodb_ft_max_token_size.
TOKEN = re.compile(r"[a-z0-9]{3,84}")


@given(st.text(max_size=80))
def test_every_word_is_one_that_the_index_keeps(text: str) -> None:
    words = words_of(text)
    spelled = index_text(words).split()

    assert len(spelled) == len(words)
    assert all(TOKEN.fullmatch(token) for token in spelled)


@given(st.text(min_size=1, max_size=10), st.text(max_size=3))
def test_beginnings_and_only_beginnings_are_beginnings(word: str, other: str) -> None:
    for a in words_of(word):
        for b in words_of(other):
            begins = index_text([a]).startswith(index_text([b]))
            assert begins is a.startswith(b)


@pytest.mark.parametrize(
    ("word", "token"), [("a", "zqa"), ("zoo", "zqzzoo"), ("чай", "zqzd187zd0b0zd0b9")]
)
def test_examples(word: str, token: str) -> None:
    assert index_text([word]) == token
