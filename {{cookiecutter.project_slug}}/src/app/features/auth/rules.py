"""What holds for logins."""

import hashlib
from datetime import datetime, timedelta

from app.features.accounts.rules import email_key
from app.features.auth.credential_settings import CredentialSettings
from app.features.auth.entities import Failures
from app.features.auth.errors import LoginThrottled, throttled


def attempt_key(email: str) -> str:
    """What failed logins are counted under: a digest, since the address may be anybody's."""
    return hashlib.sha256(email_key(email).encode()).hexdigest()


def lock_of(failures: Failures | None, *, now: datetime) -> LoginThrottled | None:
    """The refusal while the address is locked (BR-37)."""
    if failures is None or failures.locked_until is None or failures.locked_until <= now:
        return None
    return throttled(until=failures.locked_until, now=now)


def lock_after(count: int, *, now: datetime, settings: CredentialSettings) -> datetime | None:
    """Until when an address waits after so many failures; each doubles the time (BR-37)."""
    beyond = count - settings.lockout_failures
    if beyond < 0:
        return None
    seconds = settings.lockout_seconds * 2 ** min(beyond, 20)
    return now + timedelta(seconds=min(seconds, settings.lockout_max_seconds))
