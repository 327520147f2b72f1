"""Counting requests against the limits."""

import time

import structlog
from limits.errors import StorageError
from prometheus_client import Counter

from app.infra.edge.clients import address_block
from app.infra.edge.settings import LimitSettings
from app.infra.rate_limits.policy import Limit, LimitState, limits_of
from app.infra.rate_limits.stores import CounterStore, MemoryCounters, RedisCounters

log = structlog.get_logger()

# How long a store that failed is left alone, so that not every request waits for its time-out.
PAUSE_SECONDS = 5.0

_failures = Counter("rate_limit_store_failures", "Requests not counted because the store failed.")
_rejections = Counter("rate_limit_rejections", "Requests beyond a limit.", ["limit"])


class RateLimiter:
    """Counts requests; while the store is down all requests pass, which is logged and counted."""

    def __init__(self, settings: LimitSettings, store: CounterStore) -> None:
        self._enabled = settings.enabled
        self._limits = limits_of(settings)
        self._store = store
        self._paused_until = 0.0

    async def address(self, address: str) -> LimitState | None:
        """Count a request of the address."""
        return await self._hit(self._limits.ip, address_block(address))

    async def credentials(self, address: str) -> LimitState | None:
        """Count a request of the address to an operation that checks credentials."""
        return await self._hit(self._limits.credentials, address_block(address))

    async def identity(self, user_id: str) -> LimitState | None:
        """Count a request of the account."""
        return await self._hit(self._limits.identity, user_id)

    async def close(self) -> None:
        """Release the store."""
        await self._store.close()

    async def _hit(self, limit: Limit, who: str) -> LimitState | None:
        """The state of the limit after one more request; None if it could not be counted."""
        now = time.time()
        if not self._enabled or now < self._paused_until:
            return None
        try:
            count = await self._store.count(
                f"limit:{limit.name}:{who}", window=limit.window(now), seconds=limit.seconds
            )
        except StorageError as error:
            self._paused_until = now + PAUSE_SECONDS
            _failures.inc()
            log.warning("rate_limit_store_failed", error=repr(error), pause_s=PAUSE_SECONDS)
            return None
        state = limit.state(count, now)
        if state.exceeded:
            _rejections.labels(limit.name).inc()
        return state


def create_limiter(settings: LimitSettings) -> RateLimiter:
    """The limiter over the store that the settings name."""
    url = settings.storage_url.get_secret_value()
    if url.startswith("memory://"):
        return RateLimiter(settings, MemoryCounters())
    return RateLimiter(settings, RedisCounters(url, timeout=settings.store_timeout_seconds))
