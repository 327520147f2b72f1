"""Answers that take the same time whatever was found."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.features.auth.credential_settings import CredentialSettings


@asynccontextmanager
async def evened_out(settings: CredentialSettings) -> AsyncIterator[None]:
    """Let the block take no less than the time of the settings, even when it raises."""
    end = time.monotonic() + settings.even_out_ms / 1000
    try:
        yield
    finally:
        await asyncio.sleep(max(0, end - time.monotonic()))
