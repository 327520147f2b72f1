"""Password hashing: Argon2id, off the event loop, a few at a time.

A hash takes tens of milliseconds and tens of megabytes; without the limit a burst of logins would
take all memory and every thread.
"""

import asyncio

from argon2 import PasswordHasher as Argon2
from argon2.exceptions import InvalidHashError, VerificationError

from app.features.auth.settings import AuthSettings


class PasswordHasher:
    """Hashes and verifies passwords with the parameters of the settings."""

    def __init__(self, settings: AuthSettings) -> None:
        self._argon2 = Argon2(
            time_cost=settings.password_hash_time_cost,
            memory_cost=settings.password_hash_memory_kib,
            parallelism=1,
        )
        self._slots = asyncio.Semaphore(settings.password_hash_concurrency)
        self._unknown_user_hash = self._argon2.hash("no account has this password")

    async def hash(self, password: str) -> str:
        """The encoded hash, with its salt and parameters."""
        async with self._slots:
            return await asyncio.to_thread(self._argon2.hash, password)

    async def verify(self, encoded: str | None, password: str) -> bool:
        """Whether the password matches; False after as long a time for an unknown account (None)."""
        async with self._slots:
            return await asyncio.to_thread(self._verify, encoded, password)

    def _verify(self, encoded: str | None, password: str) -> bool:
        """Compare in the calling thread."""
        try:
            self._argon2.verify(encoded or self._unknown_user_hash, password)
        except (VerificationError, InvalidHashError):
            return False
        return encoded is not None

    def needs_rehash(self, encoded: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._argon2.check_needs_rehash(encoded)
