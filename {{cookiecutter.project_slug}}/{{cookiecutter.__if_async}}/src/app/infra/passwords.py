"""Password hashing: Argon2id, off the event loop, a few at a time.

A hash takes tens of milliseconds and tens of megabytes; without the limit a burst of logins would
take all memory and every thread.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from unicodedata import normalize

from argon2 import PasswordHasher as Argon2
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.errors import ServiceUnavailable
from app.features.auth.credential_settings import CredentialSettings


class PasswordHasher:
    """Hashes and verifies passwords with the parameters of the settings."""

    def __init__(self, settings: CredentialSettings) -> None:
        self._argon2 = Argon2(
            time_cost=settings.password_hash_time_cost,
            memory_cost=settings.password_hash_memory_kib,
            parallelism=1,
        )
        self._slots = asyncio.Semaphore(settings.password_hash_concurrency)
        self._wait_seconds = settings.password_hash_wait_seconds
        self._unknown_user_hash = self._argon2.hash("no account has this password")

    async def hash(self, password: str) -> str:
        """The encoded hash, with its salt and parameters; raises ServiceUnavailable under load."""
        async with self._slot():
            return await asyncio.to_thread(self._argon2.hash, _plain(password))

    async def verify(self, encoded: str | None, password: str) -> bool:
        """Whether the password matches; False after as long a time for an unknown user (None).

        Raises ServiceUnavailable under load.
        """
        async with self._slot():
            return await asyncio.to_thread(self._verify, encoded, _plain(password))

    def needs_rehash(self, encoded: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._argon2.check_needs_rehash(encoded)

    def _verify(self, encoded: str | None, password: str) -> bool:
        """Compare in the calling thread."""
        try:
            self._argon2.verify(encoded or self._unknown_user_hash, password)
        except (VerificationError, InvalidHashError):
            return False
        return encoded is not None

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        """A turn, first come, first served; raises ServiceUnavailable after waiting too long."""
        try:
            async with asyncio.timeout(self._wait_seconds):
                await self._slots.acquire()
        except TimeoutError as error:
            raise ServiceUnavailable(headers={"Retry-After": "1"}) from error
        try:
            yield
        finally:
            self._slots.release()


def _plain(password: str) -> str:
    """The password in one spelling, since keyboards compose characters in different ways."""
    return normalize("NFKC", password)
