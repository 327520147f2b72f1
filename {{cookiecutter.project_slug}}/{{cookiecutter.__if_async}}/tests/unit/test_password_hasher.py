"""Password hashing."""

import asyncio
import threading
import time
from typing import Any

import pytest

from app.core.errors import ServiceUnavailable
from app.features.auth.credential_settings import CredentialSettings
from app.infra.passwords import PasswordHasher


def a_hasher(**values: Any) -> PasswordHasher:
    """A cheap hasher."""
    cheap = {"password_hash_time_cost": 1, "password_hash_memory_kib": 8}
    return PasswordHasher(CredentialSettings(**(cheap | values)))


async def test_a_hash_is_salted_and_says_how_it_was_made() -> None:
    hasher = a_hasher()
    one, two = await hasher.hash("a long phrase"), await hasher.hash("a long phrase")

    assert one.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert one != two


async def test_only_the_same_password_matches() -> None:
    hasher = a_hasher()
    encoded = await hasher.hash("a long phrase")

    assert await hasher.verify(encoded, "a long phrase")
    assert not await hasher.verify(encoded, "A long phrase")
    assert not await hasher.verify("no hash", "a long phrase")


async def test_a_password_matches_however_its_characters_are_composed() -> None:
    hasher = a_hasher()
    encoded = await hasher.hash("caf\u00e9 au lait")

    assert await hasher.verify(encoded, "cafe\u0301 au lait")


async def test_an_unknown_user_costs_a_hash_and_never_matches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hasher = a_hasher()
    compared: list[str] = []
    monkeypatch.setattr(hasher, "_argon2", recording(hasher._argon2, compared))

    assert not await hasher.verify(None, "no account has this password")
    assert len(compared) == 1


def recording(argon2: Any, compared: list[str]) -> Any:
    """The hasher, noting what it compares."""

    class Recorder:
        def verify(self, encoded: str, password: str) -> bool:
            compared.append(encoded)
            return bool(argon2.verify(encoded, password))

    return Recorder()


async def test_a_hash_with_other_parameters_is_to_be_renewed() -> None:
    weak, strong = a_hasher(), a_hasher(password_hash_memory_kib=16)
    encoded = await weak.hash("a long phrase")

    assert not weak.needs_rehash(encoded)
    assert strong.needs_rehash(encoded)
    assert await strong.verify(encoded, "a long phrase")


class Gauge:
    """An Argon2 that takes its time and knows how many of it ran at once."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._running = 0
        self.most = 0

    def hash(self, _: str) -> str:
        """Take the time."""
        with self._lock:
            self._running += 1
            self.most = max(self.most, self._running)
        time.sleep(self._seconds)
        with self._lock:
            self._running -= 1
        return "hash"


async def test_no_more_hashes_run_at_once_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher, gauge = a_hasher(password_hash_concurrency=2), Gauge(0.01)
    monkeypatch.setattr(hasher, "_argon2", gauge)

    await asyncio.gather(*(hasher.hash("a long phrase") for _ in range(12)))

    assert gauge.most == 2


async def test_who_waits_too_long_is_told_to_retry(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = a_hasher(password_hash_concurrency=1, password_hash_wait_seconds=0.01)
    monkeypatch.setattr(hasher, "_argon2", Gauge(0.1))

    first, second = await asyncio.gather(
        hasher.hash("a long phrase"), hasher.hash("a long phrase"), return_exceptions=True
    )

    assert first == "hash"
    assert isinstance(second, ServiceUnavailable)
    assert second.headers["Retry-After"] == "1"
