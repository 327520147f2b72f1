"""Which words a text has; what the databases index and look up is made of these."""

import unicodedata
from collections.abc import Sequence

# Longer words are cut, in texts and in queries alike: an index entry has a largest size.
LONGEST_WORD = 60


def words_of(text: str) -> list[str]:
    """The words of a text in order: runs of letters and digits, without case and accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = (letter for letter in plain if not unicodedata.category(letter).startswith("M"))
    spaced = "".join(letter if letter.isalnum() else " " for letter in kept)
    return [word[:LONGEST_WORD] for word in spaced.split()]


def matches(sought: Sequence[str], text: str) -> bool:
    """BR-4: each sought word begins a word of the text; nothing sought finds nothing."""
    words = words_of(text)
    return bool(sought) and all(any(word.startswith(s) for word in words) for s in sought)
