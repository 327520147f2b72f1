"""Carrying a request out once.

The claim is stored first, in a transaction of its own, so that a second request sees it; the answer
is stored in the transaction that does the work, so that both are there or neither.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.core.ids import new_id
from app.features.idempotency.entities import Answer, Claim, KeyedRequest
from app.features.idempotency.errors import (
    AlreadyAnsweredError,
    IdempotencyInProgress,
    KeyClaimedError,
)
from app.features.idempotency.repository import IdempotencyRepository
from app.features.idempotency.rules import LIFETIME, earlier_answer
from app.infra.database import Work
from app.infra.resources import Resources

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Once(Generic[T]):
    """A request to carry out once, and how its result is answered."""

    request: KeyedRequest
    present: Callable[[T], Answer]


@dataclass(frozen=True, slots=True)
class Attempt(Generic[T]):
    """The transaction in which a use case does its work; with a key it stores the answer too."""

    work: Work
    once: Once[T] | None
    claim: Claim | None

    async def succeed(self, result: T) -> T:
        """The result, once its answer is stored; raises IdempotencyInProgress if it came late."""
        if self.once is not None and self.claim is not None:
            answer = self.once.present(result)
            keys = self.work.repository(IdempotencyRepository)
            if not await keys.complete(self.claim.id, answer):
                raise IdempotencyInProgress(headers={"Retry-After": "1"})
        return result


@asynccontextmanager
async def attempt(resources: Resources, once: Once[T] | None) -> AsyncIterator[Attempt[T]]:
    """A transaction for work that is done once; without `once` a plain one.

    Raises AlreadyAnsweredError, IdempotencyKeyReused or IdempotencyInProgress before the work. What
    the work raises gives the key free again.
    """
    claim = None if once is None else await _claim(resources, once.request)
    try:
        async with resources.transaction() as work:
            yield Attempt(work, once, claim)
    except Exception:
        if claim is not None:
            async with resources.transaction() as work:
                await work.repository(IdempotencyRepository).release(claim.id)
        raise


async def purge_keys(resources: Resources) -> int:
    """Delete the keys that have expired; how many those were."""
    async with resources.transaction() as work:
        return await work.repository(IdempotencyRepository).purge(now=resources.clock())


async def _claim(resources: Resources, request: KeyedRequest) -> Claim:
    """A claim on the request's key: a new one, or one taken over."""
    now = resources.clock()
    claim = Claim(id=new_id(), request=request, claimed_at=now, expires_at=now + LIFETIME)
    if await _add(resources, claim):
        return claim
    async with resources.transaction() as work:
        keys = work.repository(IdempotencyRepository)
        earlier = await keys.find(request)
        if earlier is not None:
            answer = earlier_answer(earlier, request, now=now)
            if answer is not None:
                raise AlreadyAnsweredError(answer)
            if await keys.take_over(earlier, claim):
                return claim
    raise IdempotencyInProgress(headers={"Retry-After": "1"})


async def _add(resources: Resources, claim: Claim) -> bool:
    """Store the claim in a transaction of its own; False if the key is claimed already."""
    try:
        async with resources.transaction() as work:
            await work.repository(IdempotencyRepository).add(claim)
    except KeyClaimedError:
        return False
    return True
