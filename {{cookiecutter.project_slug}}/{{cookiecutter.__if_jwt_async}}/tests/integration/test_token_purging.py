"""Expired sessions are deleted with their tokens."""

from dataclasses import replace

import pytest

from app.core.permissions import Role
from app.features.accounts.service import create_account
from app.features.tokens import service
from app.features.tokens.errors import InvalidRefreshToken
from app.features.tokens.purging import purge
from app.infra.resources import Resources
from tests.support.clock import StoppedClock

EMAIL, PASSWORD = "ada@example.com", "a phrase of some length"


async def test_sessions_are_kept_until_they_expire(resources: Resources) -> None:
    clock = StoppedClock()
    world = replace(resources, clock=clock)
    await create_account(world, email=EMAIL, password=PASSWORD, role=Role.CUSTOMER)
    pair = await service.login(world, email=EMAIL, password=PASSWORD)

    assert await purge(world) == {"refresh_tokens": 0, "token_sessions": 0}
    clock.advance(days=world.settings.auth.refresh_token_days, seconds=1)
    assert await purge(world) == {"refresh_tokens": 1, "token_sessions": 0}
    clock.advance(days=world.settings.auth.session_days)
    assert await purge(world) == {"refresh_tokens": 0, "token_sessions": 1}

    with pytest.raises(InvalidRefreshToken):
        await service.refresh(world, refresh_token=pair.refresh_token)
