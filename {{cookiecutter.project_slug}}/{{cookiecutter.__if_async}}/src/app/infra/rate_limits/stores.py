"""Where requests are counted: in the process, or in a Redis that all processes share."""

from typing import Any, Protocol

from limits.aio.storage import RedisStorage


class CounterStore(Protocol):
    """Counts per key and window."""

    async def count(self, key: str, *, window: int, seconds: int) -> int:
        """Count one more, and return how many there are in the window."""
        ...

    async def close(self) -> None:
        """Release connections."""
        ...


class MemoryCounters:
    """Counts of this process. The counts of a past window are dropped all at once.

    The memory storage of `limits` looks through every key at each request, which is why it is not
    used here.
    """

    def __init__(self) -> None:
        self._windows: dict[int, tuple[int, dict[str, int]]] = {}

    async def count(self, key: str, *, window: int, seconds: int) -> int:
        """Count in the current window of that length."""
        number, counts = self._windows.get(seconds, (-1, {}))
        if number != window:
            counts = {}
            self._windows[seconds] = (window, counts)
        counted = counts[key] = counts.get(key, 0) + 1
        return counted

    async def close(self) -> None:
        """Forget everything."""
        self._windows.clear()


class RedisCounters:
    """Counts in Redis: one round trip for each."""

    def __init__(self, url: str, *, timeout: float) -> None:
        self._storage = RedisStorage(
            f"async+{url}",
            implementation="redispy",
            wrap_exceptions=True,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
        )

    async def count(self, key: str, *, window: int, seconds: int) -> int:
        """Count under a key that expires with its window."""
        return await self._storage.incr(f"{key}/{window}", seconds)

    async def close(self) -> None:
        """Close the connections."""
        # The library offers no way to close; the bridge's type does not tell of the client.
        bridge: Any = self._storage.bridge
        await bridge.get_connection().aclose()
