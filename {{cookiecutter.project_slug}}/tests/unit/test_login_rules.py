"""BR-37: failed logins make an address wait."""

from datetime import timedelta

import pytest

from app.core.clock import utc_now
from app.features.auth.credential_settings import CredentialSettings
from app.features.auth.entities import Attempt, Credentials, Failures
from app.features.auth.rules import attempt_key, lock_after, lock_of
from tests.support.factories import an_account

NOW = utc_now()
SETTINGS = CredentialSettings(lockout_failures=5, lockout_seconds=30, lockout_max_seconds=300)


@pytest.mark.parametrize(
    ("count", "seconds"),
    [(1, None), (4, None), (5, 30), (6, 60), (7, 120), (8, 240), (9, 300), (5000, 300)],
)
def test_the_wait_doubles_up_to_a_limit(count: int, seconds: int | None) -> None:  # BR-37
    until = lock_after(count, now=NOW, settings=SETTINGS)

    assert until == (None if seconds is None else NOW + timedelta(seconds=seconds))


def failures(locked_for: float | None) -> Failures:
    """Failures with a lock that ends so many seconds from now."""
    until = None if locked_for is None else NOW + timedelta(seconds=locked_for)
    return Failures(count=5, last_failed_at=NOW, locked_until=until)


@pytest.mark.parametrize("known", [None, failures(None), failures(0), failures(-1)])
def test_an_address_without_a_lock_may_try(known: Failures | None) -> None:
    assert lock_of(known, now=NOW) is None


@pytest.mark.parametrize(("seconds", "header"), [(0.2, "1"), (1, "1"), (29.1, "30")])
def test_a_locked_address_is_told_how_long_to_wait(seconds: float, header: str) -> None:
    refusal = lock_of(failures(seconds), now=NOW)

    assert refusal is not None
    assert refusal.headers["Retry-After"] == header


def test_failures_are_counted_for_all_spellings_of_an_address() -> None:
    assert attempt_key("Ada@Example.com") == attempt_key("ada@example.com")
    assert attempt_key("ada@example.com") != attempt_key("eve@example.com")
    assert "ada" not in attempt_key("ada@example.com")


def test_no_secret_is_shown_by_accident() -> None:
    account = an_account()
    credentials = Credentials(
        user_id=account.id,
        email=account.email,
        password_hash="$argon2id$secret",
        role=account.role,
        active=True,
        email_verified=True,
    )
    attempt = Attempt(key="k", credentials=credentials, correct=True, rehashed="$argon2id$new")

    assert "argon2id" not in repr(attempt)
