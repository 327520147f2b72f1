"""Checking passwords, so that neither answer nor time tells which addresses have accounts.

A check has two halves: `check_password` reads and computes, `settle` counts the outcome inside the
transaction that acts on it. Guesses sent at the same time are counted one after the other there, so
none learns more than it would have alone.
"""

from datetime import timedelta

from app.core.errors import AppError
from app.features.accounts.trail import record_user
from app.features.auth.alarms import Alarm, raise_alarm
from app.features.auth.authentication import CHALLENGE
from app.features.auth.entities import Attempt, Credentials
from app.features.auth.errors import EmailNotVerified, InvalidCredentials
from app.features.auth.repository import CredentialRepository, FailureRepository
from app.features.auth.rules import attempt_key, lock_after, lock_of
from app.infra.database import Work
from app.infra.resources import Resources


async def check_password(resources: Resources, *, email: str, password: str) -> Attempt:
    """Compare the password; takes as long for unknown addresses. Raises LoginThrottled."""
    key = attempt_key(email)
    async with resources.reading() as work:
        refusal = lock_of(await work.repository(FailureRepository).get(key), now=resources.clock())
        if refusal is not None:
            raise refusal
        credentials = await work.repository(CredentialRepository).find(email)
    usable = credentials.password_hash if credentials else None
    correct = await resources.passwords.verify(usable, password)
    rehashed = None
    if correct and usable is not None and resources.passwords.needs_rehash(usable):
        rehashed = await resources.passwords.hash(password)
    return Attempt(key=key, credentials=credentials, correct=correct, rehashed=rehashed)


async def settle(resources: Resources, work: Work, attempt: Attempt) -> Credentials | AppError:
    """Count the attempt: whom it lets in, or the refusal to raise once this is committed."""
    failures = work.repository(FailureRepository)
    refusal = lock_of(await failures.lock(attempt.key), now=resources.clock())
    if refusal is not None:
        return refusal
    credentials = await _proven(work, attempt)
    if credentials is None:
        return await _count_failure(resources, work, attempt)
    await failures.forget(attempt.key)
    if attempt.rehashed is not None:
        await work.repository(CredentialRepository).set_password_hash(
            credentials.user_id, attempt.rehashed
        )
    if resources.settings.auth.require_verified_email and not credentials.email_verified:
        reason = {"reason": EmailNotVerified.code}
        await record_user(work, "login.failed", credentials.user_id, after=reason)
        return EmailNotVerified()
    return credentials


async def _proven(work: Work, attempt: Attempt) -> Credentials | None:
    """Whose password it was, unless it was wrong or was changed since it was compared."""
    if not attempt.correct or attempt.credentials is None:
        return None
    now = await work.repository(CredentialRepository).lock(attempt.credentials.user_id)
    same = now is not None and now.active and now.password_hash == attempt.credentials.password_hash
    return now if same else None


async def _count_failure(resources: Resources, work: Work, attempt: Attempt) -> AppError:
    """Record the failure, and lock the address after too many."""
    settings, now = resources.settings.auth, resources.clock()
    failures = work.repository(FailureRepository)
    memory = timedelta(hours=settings.lockout_memory_hours)
    counted = await failures.count(attempt.key, now=now, forget_before=now - memory)
    refusal = lock_of(counted, now=now)
    if refusal is not None:  # locked by a guess made at the same time
        return refusal
    raise_alarm(Alarm.LOGIN_FAILED, failures=counted.count)
    # The address itself is left out: people mistype their passwords there.
    reason = {"reason": InvalidCredentials.code}
    await record_user(work, "login.failed", attempt.user_id, after=reason)
    until = lock_after(counted.count, now=now, settings=settings)
    if until is not None:
        await failures.set_lock(attempt.key, until=until)
        raise_alarm(Alarm.LOGIN_LOCKED, failures=counted.count, until=until.isoformat())
        lock = {"failures": counted.count, "until": until}
        await record_user(work, "login.locked", attempt.user_id, after=lock)
    return InvalidCredentials(headers={"WWW-Authenticate": CHALLENGE})
