"""Words of texts, and the rule of the search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.features.catalog.words import LONGEST_WORD, matches, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("The Blue-Mug", ["the", "blue", "mug"]),
        ("Crème BRÛLÉE", ["creme", "brulee"]),
        ("300ml, 1.5", ["300ml", "1", "5"]),
        ("Straße", ["strasse"]),
        ("Чайник 東京", ["чаиник", "東京"]),
        ("ﬁne", ["fine"]),
        ("!?", []),
        ("x" * 100, ["x" * LONGEST_WORD]),
    ],
)
def test_words_are_letters_and_digits(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text(max_size=60))
def test_a_text_is_found_by_each_of_its_words(text: str) -> None:  # BR-4
    words = words_of(text)

    assert all(matches([word], text) and matches([word[:1]], text) for word in words)
    assert matches(words, text) is bool(words)


@pytest.mark.parametrize(
    ("q", "found"),
    [("blu mu", True), ("lue", False), ("blue plate", False), ("BLUE", True), ("...", False)],
)
def test_all_words_must_begin_one(q: str, *, found: bool) -> None:
    assert matches(words_of(q), "The blue mug") is found
