"""What ends a session, on the database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.permissions import Principal, Role
from app.features.accounts.entities import Account
from app.features.accounts.repository import AccountRepository
from app.features.accounts.service import create_account, delete_own, update_user
from app.features.auth.authentication import authenticate
from app.features.auth.errors import InvalidCredentials, InvalidToken
from app.features.auth.service import change_password, forgot_password, reset_password
from app.features.tokens import service
from app.features.tokens.access import access_tokens
from app.features.tokens.entities import AccessClaims
from app.infra.resources import Resources
from tests.support.outbox import Outbox
from tests.support.sessions import EMAIL, PASSWORD, goes_on, log_in, who

NEW = "another phrase altogether"


@pytest.fixture
async def ada(world: Resources) -> Account:
    """A customer."""
    return await create_account(world, email=EMAIL, password=PASSWORD, role=Role.CUSTOMER)


async def test_a_logout_ends_this_session_at_once(world: Resources, ada: Account) -> None:
    pair, other = await log_in(world), await log_in(world)

    await service.logout(world, actor=await who(world, pair))

    assert not await goes_on(world, pair)
    assert await goes_on(world, other)


async def test_a_logout_without_a_session_does_nothing(world: Resources, ada: Account) -> None:
    pair = await log_in(world)
    principal = await who(world, pair)

    await service.logout(world, actor=replace(principal, session_id=None))
    await service.logout(world, actor=principal)
    await service.logout(world, actor=principal)

    assert not await goes_on(world, pair)


async def test_a_changed_password_ends_the_other_sessions(
    world: Resources, ada: Account
) -> None:  # BR-40
    pair, other = await log_in(world), await log_in(world)

    await change_password(
        world, actor=await who(world, pair), current_password=PASSWORD, new_password=NEW
    )

    assert await goes_on(world, pair)
    assert not await goes_on(world, other)


async def test_a_reset_ends_all_sessions(
    world: Resources, ada: Account, outbox: Outbox
) -> None:  # BR-40
    pair = await log_in(world)
    await forgot_password(world, email=EMAIL)

    await reset_password(world, token=outbox.token(EMAIL), new_password=NEW)

    assert not await goes_on(world, pair)


async def test_another_role_acts_at_once(world: Resources, ada: Account) -> None:  # BR-41
    pair = await log_in(world)
    admin = Principal(user_id=(await create_admin(world)).id, role=Role.ADMIN)

    await update_user(world, actor=admin, user_id=ada.id, if_match="*", role=Role.STAFF)

    assert (await who(world, pair)).role is Role.STAFF


async def create_admin(world: Resources) -> Account:
    """An administrator."""
    return await create_account(
        world, email="admin@example.com", password=PASSWORD, role=Role.ADMIN
    )


async def test_a_deactivation_locks_out_at_once(world: Resources, ada: Account) -> None:  # BR-41
    pair = await log_in(world)
    admin = Principal(user_id=(await create_admin(world)).id, role=Role.ADMIN)

    await update_user(world, actor=admin, user_id=ada.id, if_match="*", active=False)

    assert not await goes_on(world, pair)
    with pytest.raises(InvalidCredentials):
        await log_in(world)
    await update_user(world, actor=admin, user_id=ada.id, if_match="*", active=True)
    assert not await goes_on(world, pair)


async def test_the_account_decides_even_where_a_session_goes_on(
    world: Resources, ada: Account
) -> None:
    pair = await log_in(world)
    async with world.transaction() as work:
        inactive = replace(ada, active=False)
        assert await work.repository(AccountRepository).update(inactive, expected_version=1)

    assert not await goes_on(world, pair)


async def test_a_session_serves_its_own_user_only(world: Resources, ada: Account) -> None:
    principal = await who(world, await log_in(world))
    assert principal.session_id is not None
    claims = AccessClaims(user_id=(await create_admin(world)).id, session_id=principal.session_id)
    token = access_tokens(world.settings.auth).issue(
        claims, now=world.clock(), life=timedelta(minutes=1)
    )

    with pytest.raises(InvalidToken):
        await authenticate(world, authorization=f"Bearer {token}")


async def test_a_deleted_account_is_out_at_once(world: Resources, ada: Account) -> None:
    pair = await log_in(world)

    await delete_own(world, actor=await who(world, pair))

    assert not await goes_on(world, pair)
    with pytest.raises(InvalidCredentials):
        await log_in(world)
