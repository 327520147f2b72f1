"""What can go wrong with idempotency keys."""

from app.core.errors import AppError, Conflict
from app.features.idempotency.entities import Answer


class IdempotencyKeyReused(AppError):
    """BR-26: a key stands for one request; another body needs another key."""

    status, code = 422, "idempotency_key_reused"
    detail = "The idempotency key was used with another request body."


class IdempotencyInProgress(Conflict):
    """BR-27: the same request is being carried out; Retry-After says when to ask again."""

    code = "idempotency_in_progress"
    detail = "A request with this idempotency key is in progress; try again in a moment."


class KeyClaimedError(Exception):
    """The key is claimed already; the transaction that tried is spoilt."""


class AlreadyAnsweredError(Exception):
    """No fault: the request was carried out before, and its answer is to be given again."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.answer = answer
