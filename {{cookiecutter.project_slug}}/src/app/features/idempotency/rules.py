"""When a request with an idempotency key is carried out, answered again, or refused."""

from datetime import datetime, timedelta
from hashlib import sha256

from app.features.idempotency.entities import Answer, Claim, KeyedRequest
from app.features.idempotency.errors import IdempotencyInProgress, IdempotencyKeyReused

# How long an answer is kept.
LIFETIME = timedelta(hours=24)

# A claim without an answer is given up after this: whoever held it has crashed.
CLAIM_TIMEOUT = timedelta(minutes=1)


def fingerprint(body: str) -> str:
    """What two equal bodies have in common."""
    return sha256(body.encode()).hexdigest()


def earlier_answer(claim: Claim, request: KeyedRequest, *, now: datetime) -> Answer | None:
    """The answer to give again; None if the claim has expired or was given up.

    Raises IdempotencyKeyReused (BR-26) or IdempotencyInProgress (BR-27).
    """
    if claim.expires_at <= now:
        return None
    if claim.request.fingerprint != request.fingerprint:
        raise IdempotencyKeyReused
    if claim.answer is None and claim.claimed_at + CLAIM_TIMEOUT > now:
        raise IdempotencyInProgress(headers={"Retry-After": "1"})
    return claim.answer
