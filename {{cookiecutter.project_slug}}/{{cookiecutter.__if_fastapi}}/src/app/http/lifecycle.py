"""Start and graceful stop.

On SIGTERM the process first reports that it is not ready, for HTTP_DRAIN_SECONDS, so that the load
balancer sends nothing new; then the server stops accepting, finishes what is under way and closes.
"""

import asyncio
import gc
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import FrameType
from typing import Any

import structlog
from fastapi import FastAPI

from app.infra.observability.metrics import process_stops
from app.infra.resources import Resources

log = structlog.get_logger()


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Start and stop; freezing what start-up made keeps the collector's pauses short."""
    resources: Resources = app.state.resources
    drain_on_sigterm(app, seconds=resources.settings.http.drain_seconds)
    gc.collect()
    gc.freeze()
    yield
    await app.state.limiter.close()
    await resources.close()
    process_stops()


def drain_on_sigterm(app: FastAPI, *, seconds: float) -> None:
    """Put the draining before the server's own handler of SIGTERM."""
    if threading.current_thread() is not threading.main_thread():
        return
    stop = signal.getsignal(signal.SIGTERM)
    if not callable(stop):
        return
    loop = asyncio.get_running_loop()
    signal.signal(signal.SIGTERM, _drainer(app, loop, stop, seconds))


def _drainer(
    app: FastAPI,
    loop: asyncio.AbstractEventLoop,
    stop: Callable[[int, FrameType | None], Any],
    seconds: float,
) -> Callable[[int, FrameType | None], None]:
    """The handler that drains, then calls the server's; a second signal stops at once."""

    def drain(number: int, frame: FrameType | None) -> None:
        if app.state.draining:
            stop(number, frame)
            return
        app.state.draining = True
        log.info("draining", seconds=seconds)
        loop.call_soon_threadsafe(loop.call_later, seconds, stop, number, None)

    return drain
