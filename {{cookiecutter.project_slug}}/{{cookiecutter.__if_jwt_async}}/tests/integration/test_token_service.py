"""Sessions and their tokens, on the database."""

import asyncio
from dataclasses import replace

import pytest

from app.core.errors import Unauthenticated
from app.core.pagination import PageRequest
from app.core.permissions import Role
from app.features.accounts.entities import Account
from app.features.accounts.service import create_account
from app.features.audit.entities import AuditFilter
from app.features.audit.repository import AuditTrail
from app.features.auth.authentication import authenticate
from app.features.auth.errors import InvalidCredentials, InvalidToken
from app.features.tokens import service
from app.features.tokens.entities import TokenPair
from app.features.tokens.errors import InvalidRefreshToken
from app.infra.resources import Resources
from tests.support.clock import StoppedClock
from tests.support.outbox import Outbox
from tests.support.sessions import EMAIL, PASSWORD, goes_on, log_in, who


@pytest.fixture
async def ada(world: Resources) -> Account:
    """A customer."""
    return await create_account(world, email=EMAIL, password=PASSWORD, role=Role.CUSTOMER)


async def test_a_login_opens_a_session(world: Resources, ada: Account) -> None:
    pair = await log_in(world)

    principal = await who(world, pair)
    assert (principal.user_id, principal.role) == (ada.id, Role.CUSTOMER)
    assert pair.expires_in == world.settings.auth.access_token_minutes * 60
    assert pair.access_token not in repr(pair)
    assert pair.refresh_token not in repr(pair)


async def test_a_wrong_password_opens_none(world: Resources, ada: Account) -> None:
    with pytest.raises(InvalidCredentials) as caught:
        await service.login(world, email=EMAIL, password="not the right one")

    assert caught.value.headers["WWW-Authenticate"] == "Bearer"


async def test_a_refresh_goes_on_with_the_session(world: Resources, ada: Account) -> None:
    first = await log_in(world)

    second = await service.refresh(world, refresh_token=first.refresh_token)

    assert second.refresh_token != first.refresh_token
    assert (await who(world, second)) == (await who(world, first))


async def test_a_refresh_token_that_comes_again_ends_the_session(
    world: Resources, ada: Account, outbox: Outbox
) -> None:  # BR-39
    other = await log_in(world)
    first = await log_in(world)
    second = await service.refresh(world, refresh_token=first.refresh_token)
    third = await service.refresh(world, refresh_token=second.refresh_token)

    with pytest.raises(InvalidRefreshToken):
        await service.refresh(world, refresh_token=first.refresh_token)

    assert not await goes_on(world, third)
    assert await goes_on(world, other)
    assert [s for s in outbox.subjects(EMAIL) if "session" in s] == [
        "A session was ended for your safety"
    ]
    async with world.reading() as work:
        page = await work.repository(AuditTrail).list(
            PageRequest(), AuditFilter(action="session.token_reused")
        )
    assert [event.object_id for event in page.items] == [ada.id]


async def test_of_two_refreshes_at_once_one_ends_the_session(
    world: Resources, ada: Account
) -> None:  # BR-39
    pair = await log_in(world)

    outcomes = await asyncio.gather(
        *(service.refresh(world, refresh_token=pair.refresh_token) for _ in range(2)),
        return_exceptions=True,
    )

    [won] = [outcome for outcome in outcomes if isinstance(outcome, TokenPair)]
    assert not await goes_on(world, won)


async def test_tokens_expire(world: Resources, ada: Account, clock: StoppedClock) -> None:
    pair = await log_in(world)

    clock.advance(seconds=pair.expires_in)
    with pytest.raises(InvalidToken):
        await who(world, pair)
    clock.advance(days=world.settings.auth.refresh_token_days)
    with pytest.raises(InvalidRefreshToken):
        await service.refresh(world, refresh_token=pair.refresh_token)


async def test_a_session_ends_however_often_it_is_refreshed(
    world: Resources, ada: Account, clock: StoppedClock
) -> None:
    auth = world.settings.auth.model_copy(update={"session_days": 3, "refresh_token_days": 2})
    world = replace(world, settings=replace(world.settings, auth=auth))
    pair = await log_in(world)
    for _ in range(2):
        clock.advance(days=1)
        pair = await service.refresh(world, refresh_token=pair.refresh_token)

    clock.advance(days=1)
    with pytest.raises(InvalidRefreshToken):
        await service.refresh(world, refresh_token=pair.refresh_token)


@pytest.mark.parametrize("token", ["", "x", "ä" * 100, "a.b.c"])
async def test_what_is_no_refresh_token_is_refused(token: str, world: Resources) -> None:
    with pytest.raises(InvalidRefreshToken):
        await service.refresh(world, refresh_token=token)


async def test_the_two_kinds_of_token_are_not_exchangeable(world: Resources, ada: Account) -> None:
    pair = await log_in(world)

    with pytest.raises(InvalidToken):
        await authenticate(world, authorization=f"Bearer {pair.refresh_token}")
    with pytest.raises(InvalidRefreshToken):
        await service.refresh(world, refresh_token=pair.access_token)


@pytest.mark.parametrize("header", [None, "", "Basic YTpi", "Token x"])
async def test_no_bearer_token_is_no_token(header: str | None, world: Resources) -> None:
    with pytest.raises(Unauthenticated) as caught:
        await authenticate(world, authorization=header)

    assert caught.value.code == "unauthenticated"
    assert caught.value.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "bearer x.y.z"])
async def test_a_bad_bearer_token_is_named_so(header: str, world: Resources) -> None:
    with pytest.raises(InvalidToken) as caught:
        await authenticate(world, authorization=header)

    assert caught.value.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
