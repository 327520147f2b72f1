"""BR-32: which passwords are accepted."""

import pytest

from app.features.auth.errors import PasswordRejected
from app.features.auth.passwords import (
    MAX_PASSWORD,
    common_passwords,
    password_faults,
    require_acceptable,
)

EMAIL = "grace.hopper@navy.example"


def kinds(password: str) -> set[str]:
    """The kinds of fault that the policy finds."""
    return {kind for kind, _ in password_faults(password, email=EMAIL)}


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "blühende Mirabellen im Mai",
        "8342-7719-love-2361",
        "vT9#kq!Lw2&z",
        "кошка на тёплой крыше",
        "x" * 20 + "abcdefgh",
        " leading and trailing ",
    ],
)
def test_long_and_unusual_passwords_are_accepted(password: str) -> None:
    assert kinds(password) == set()


@pytest.mark.parametrize(
    ("password", "kind"),
    [
        ("vT9#kq!Lw2&", "password_too_short"),
        ("vT9#kq!Lw2&z" * 11, "password_too_long"),
        ("vT9#kq!Lw2&z\x00", "password_has_controls"),
        ("vT9#kq!Lw2&z\n", "password_has_controls"),
        ("aaaaaaaaaaaa", "password_too_simple"),
        ("abababababab", "password_too_simple"),
        ("asd-qw7asd-qw7", "password_too_simple"),
        ("qwertyuiopqwerty", "password_too_simple"),
        ("345678901234", "password_too_simple"),
        ("zyxwvutsrqpon", "password_too_simple"),
        ("password1234", "password_common"),
        ("P@ssw0rd!2026", "password_common"),
        ("1234Football!", "password_common"),
        ("sunshine-dragon", "password_common"),
        ("Liverpool Arsenal 1", "password_common"),
        ("L3TME1N-2026", "password_common"),
        ("my name is Hopper", "password_similar"),
        ("love from navy.example", "password_similar"),
        ("GRACE.hopper 7q#", "password_similar"),
    ],
)
def test_weak_passwords_are_refused(password: str, kind: str) -> None:
    assert kind in kinds(password)


def test_the_longest_password_is_accepted() -> None:
    password = "vT9#kq!Lw2&z" * 10 + "12345678"

    assert len(password) == MAX_PASSWORD
    assert "password_too_long" not in kinds(password)


def test_the_faults_name_the_field_but_not_the_password() -> None:
    with pytest.raises(PasswordRejected) as caught:
        require_acceptable("password1234", email=EMAIL, field="new_password")

    [fault] = caught.value.errors
    assert (fault.loc, fault.type) == (("body", "new_password"), "password_common")
    assert "password1234" not in fault.message


def test_short_words_of_an_address_are_no_fault() -> None:
    assert password_faults("a bold new melody", email="bo@a.example") == []


def test_the_list_holds_lower_case_words_only() -> None:
    words = common_passwords()

    assert len(words) > 1000
    assert all(word == word.lower() and len(word) >= 4 for word in words)
    assert {"password", "qwerty", "123456789", "iloveyou", "letmein"} <= words
