"""Requests with an idempotency key, and what became of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered, to be answered again."""

    status: int
    body: str
    location: str | None
    etag: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedRequest:
    """A request with a key; `fingerprint` is the same for the same body."""

    actor_id: UUID
    operation: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The right to carry a request out; `answer` is None until that is done."""

    id: UUID
    request: KeyedRequest
    claimed_at: datetime
    expires_at: datetime
    answer: Answer | None = None
