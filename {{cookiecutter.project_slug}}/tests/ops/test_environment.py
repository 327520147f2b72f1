"""The .env that `make setup` writes."""

from environment import filled_in


def test_empty_secrets_are_filled_in_at_random() -> None:
    example = "APP_ENV=local\nAUTH_SECRET_KEY=\nMAIL_PASSWORD=\nMAIL_USER=\n"

    once, twice = (filled_in(example, "").splitlines() for _ in range(2))

    assert once[0] == "APP_ENV=local"
    assert len(once[1]) > len("AUTH_SECRET_KEY=") + 32
    assert len(once[2]) > len("MAIL_PASSWORD=") + 32
    assert once[3] == "MAIL_USER="
    assert once[1] != twice[1]


def test_a_value_that_is_there_stays() -> None:
    assert filled_in("AUTH_SECRET_KEY=given\n", "") == "AUTH_SECRET_KEY=given\n"


def test_passwords_that_compose_requires_are_added() -> None:
    compose = "a: ${DATABASE_PASSWORD:?is missing}\nb: ${DATABASE_PASSWORD:?is missing}\n"

    lines = filled_in("A=1\n", compose).splitlines()

    assert [line.partition("=")[0] for line in lines[-1:]] == ["DATABASE_PASSWORD"]
    assert sum(line.startswith("DATABASE_PASSWORD=") for line in lines) == 1
