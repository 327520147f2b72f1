"""BR-32: which passwords are accepted (NIST SP 800-63B, section 3.1.1).

Length matters, composition does not; what is often used or easily derived is refused.
"""

import re
from functools import cache
from importlib.resources import files

from app.core.errors import FieldError
from app.features.auth.errors import PasswordRejected

MIN_PASSWORD, MAX_PASSWORD = 12, 128
MIN_DIFFERENT = 5
# Shorter parts of an address occur in any text.
MIN_SIMILAR = 4

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_NO_LETTERS = re.compile(r"[^a-z]+")
_EDGES = re.compile(r"^[^a-z]+|[^a-z]+$")
_LOOKALIKES = str.maketrans("0134578@$!", "oieastbasi")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz")


def require_acceptable(password: str, *, email: str, field: str = "password") -> None:
    """Raise PasswordRejected, with the faults of the body's `field`, unless the policy is met."""
    faults = list(password_faults(password, email=email))
    if faults:
        raise PasswordRejected(
            errors=[FieldError(("body", field), message, kind) for kind, message in faults]
        )


def password_faults(password: str, *, email: str) -> list[tuple[str, str]]:
    """What is wrong with a password: the kinds of fault and their messages."""
    checks = (
        (
            len(password) < MIN_PASSWORD,
            "password_too_short",
            f"Should have at least {MIN_PASSWORD} characters",
        ),
        (
            len(password) > MAX_PASSWORD,
            "password_too_long",
            f"Should have at most {MAX_PASSWORD} characters",
        ),
        (
            _CONTROLS.search(password) is not None,
            "password_has_controls",
            "Should have no control characters",
        ),
        (is_simple(password), "password_too_simple", "Should be less regular"),
        (is_common(password), "password_common", "Is among the most used passwords"),
        (is_similar(password, email), "password_similar", "Should not resemble the e-mail address"),
    )
    return [(kind, message) for wrong, kind, message in checks if wrong]


def is_simple(password: str) -> bool:
    """Whether it has few different characters, repeats itself, or runs along the keyboard."""
    lower = password.lower()
    if len(set(lower)) < MIN_DIFFERENT:
        return True
    unit = (lower + lower).find(lower, 1)
    return unit <= len(lower) // 2 or any(_runs(lower, row) for row in _ROWS)


def _runs(text: str, row: str) -> bool:
    """Whether the text runs along the row, forwards or backwards, starting over at its end."""
    rounds = row * (len(text) // len(row) + 2)
    return text in rounds or text in rounds[::-1]


def is_common(password: str) -> bool:
    """Whether it is mostly a word of the list, or two, among figures, signs and look-alikes."""
    lower = password.lower()
    plain = lower.translate(_LOOKALIKES)
    readings = {lower, plain, *(_NO_LETTERS.sub("", text) for text in (lower, plain))}
    readings |= {_EDGES.sub("", lower).translate(_LOOKALIKES)}
    known = common_passwords()
    return any(_is_known(text, known) for text in readings if len(text) * 3 > len(lower))


def _is_known(text: str, known: frozenset[str]) -> bool:
    """Whether the text is a known word or two of them in a row."""
    splits = range(MIN_SIMILAR, len(text) - MIN_SIMILAR + 1)
    return text in known or any(text[:i] in known and text[i:] in known for i in splits)


def is_similar(password: str, email: str) -> bool:
    """Whether it contains the name or the domain of the address."""
    lower = password.lower()
    name, _, domain = email.lower().partition("@")
    parts = {name, domain, *re.split(r"[^a-z0-9]+", name), domain.partition(".")[0]}
    return any(len(part) >= MIN_SIMILAR and part in lower for part in parts)


@cache
def common_passwords() -> frozenset[str]:
    """The most used passwords and the words they are built from, in lower case."""
    text = files(__package__).joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
