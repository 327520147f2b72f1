"""Changing and resetting passwords, on the database."""

import pytest

from app.core.errors import AppError
from app.core.ids import new_id
from app.core.permissions import Principal, Role
from app.features.accounts.entities import Account
from app.features.accounts.service import create_account, delete_own, update_user
from app.features.auth import service
from app.features.auth.attempts import check_password, settle
from app.features.auth.entities import Credentials
from app.features.auth.errors import (
    LoginThrottled,
    OneTimeTokenInvalid,
    PasswordIncorrect,
    PasswordRejected,
)
from app.infra.resources import Resources
from tests.support.clock import StoppedClock
from tests.support.outbox import Outbox

EMAIL, OLD, NEW = "ada@example.com", "a phrase of some length", "another phrase altogether"
RESET, CHANGED = "Choose a new password", "Your password was changed"


@pytest.fixture
async def ada(world: Resources) -> Account:
    """A customer."""
    return await create_account(world, email=EMAIL, password=OLD, role=Role.CUSTOMER)


def acting(account: Account) -> Principal:
    """The owner of the account."""
    return Principal(user_id=account.id, role=account.role)


async def works(world: Resources, password: str) -> bool:
    """Whether one can log in with the password."""
    attempt = await check_password(world, email=EMAIL, password=password)
    async with world.transaction() as work:
        return isinstance(await settle(world, work, attempt), Credentials)


async def change(world: Resources, account: Account, current: str, new: str) -> None:
    """Change the password."""
    await service.change_password(
        world, actor=acting(account), current_password=current, new_password=new
    )


async def test_a_password_is_changed(world: Resources, ada: Account, outbox: Outbox) -> None:
    await change(world, ada, OLD, NEW)

    assert await works(world, NEW)
    assert not await works(world, OLD)
    assert outbox.subjects(EMAIL) == [CHANGED]


async def test_the_current_password_is_asked_for(
    world: Resources, ada: Account, outbox: Outbox
) -> None:
    with pytest.raises(PasswordIncorrect):
        await change(world, ada, "not the current one", NEW)

    assert await works(world, OLD)
    assert outbox.messages == []


async def test_guessing_the_current_password_is_throttled(
    world: Resources, ada: Account
) -> None:  # BR-37
    for _ in range(world.settings.auth.lockout_failures):
        with pytest.raises(PasswordIncorrect):
            await change(world, ada, "not the current one", NEW)

    with pytest.raises(LoginThrottled):
        await change(world, ada, OLD, NEW)


async def test_the_policy_holds_for_new_passwords(world: Resources, ada: Account) -> None:  # BR-32
    with pytest.raises(PasswordRejected):
        await change(world, ada, OLD, "password1234")


async def test_an_unknown_user_changes_nothing(world: Resources) -> None:
    nobody = Principal(user_id=new_id(), role=Role.CUSTOMER)

    with pytest.raises(PasswordIncorrect):
        await service.change_password(world, actor=nobody, current_password=OLD, new_password=NEW)


async def test_a_forgotten_password_is_reset_once(
    world: Resources, ada: Account, outbox: Outbox
) -> None:  # BR-38
    await service.forgot_password(world, email=EMAIL.upper())
    token = outbox.token(EMAIL)

    await service.reset_password(world, token=token, new_password=NEW)

    assert await works(world, NEW)
    assert outbox.subjects(EMAIL) == [RESET, CHANGED]
    with pytest.raises(OneTimeTokenInvalid):
        await service.reset_password(world, token=token, new_password=OLD)


async def test_a_refused_password_leaves_the_token_usable(
    world: Resources, ada: Account, outbox: Outbox
) -> None:
    await service.forgot_password(world, email=EMAIL)
    token = outbox.token(EMAIL)
    with pytest.raises(PasswordRejected):
        await service.reset_password(world, token=token, new_password="password1234")

    await service.reset_password(world, token=token, new_password=NEW)

    assert await works(world, NEW)


async def test_a_reset_token_expires(
    world: Resources, ada: Account, outbox: Outbox, clock: StoppedClock
) -> None:  # BR-38
    await service.forgot_password(world, email=EMAIL)
    clock.advance(minutes=world.settings.auth.reset_minutes)

    with pytest.raises(OneTimeTokenInvalid):
        await service.reset_password(world, token=outbox.token(EMAIL), new_password=NEW)


async def test_a_new_reset_token_ends_the_old_one(
    world: Resources, ada: Account, outbox: Outbox
) -> None:  # BR-38
    await service.forgot_password(world, email=EMAIL)
    old = outbox.token(EMAIL)
    await service.forgot_password(world, email=EMAIL)

    with pytest.raises(OneTimeTokenInvalid):
        await service.reset_password(world, token=old, new_password=NEW)


async def test_a_changed_password_ends_the_reset_token(
    world: Resources, ada: Account, outbox: Outbox
) -> None:
    await service.forgot_password(world, email=EMAIL)
    token = outbox.token(EMAIL)
    await change(world, ada, OLD, NEW)

    with pytest.raises(OneTimeTokenInvalid):
        await service.reset_password(world, token=token, new_password=OLD)


async def test_a_reset_ends_the_lockout_and_verifies_the_address(
    world: Resources, outbox: Outbox
) -> None:
    await create_account(world, email=EMAIL, password=OLD, role=Role.CUSTOMER, verified=False)
    for _ in range(world.settings.auth.lockout_failures):
        await works(world, "not the current one")
    await service.forgot_password(world, email=EMAIL)

    await service.reset_password(world, token=outbox.token(EMAIL), new_password=NEW)

    assert await works(world, NEW)


async def test_an_unknown_address_gets_no_mail(world: Resources, outbox: Outbox) -> None:
    await service.forgot_password(world, email="nobody@example.com")

    assert outbox.messages == []


async def test_a_locked_out_user_resets_nothing(
    world: Resources, ada: Account, outbox: Outbox
) -> None:
    await service.forgot_password(world, email=EMAIL)
    admin = Principal(user_id=new_id(), role=Role.ADMIN)
    await update_user(world, actor=admin, user_id=ada.id, if_match="*", active=False)

    with pytest.raises(OneTimeTokenInvalid):
        await service.reset_password(world, token=outbox.token(EMAIL), new_password=NEW)
    outbox.messages.clear()
    await service.forgot_password(world, email=EMAIL)
    assert outbox.messages == []


async def test_a_deleted_account_has_no_tokens_left(
    world: Resources, ada: Account, outbox: Outbox
) -> None:
    await service.forgot_password(world, email=EMAIL)
    await delete_own(world, actor=acting(ada))

    with pytest.raises(AppError):
        await service.reset_password(world, token=outbox.token(EMAIL), new_password=NEW)
