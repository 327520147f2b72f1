"""Registration and verification of addresses, on the database."""

from dataclasses import replace

import pytest

from app.core.permissions import Role
from app.features.accounts.entities import Account
from app.features.accounts.repository import AccountRepository
from app.features.accounts.service import create_account
from app.features.auth import registration, service
from app.features.auth.errors import OneTimeTokenInvalid, PasswordRejected
from app.infra.resources import Resources
from tests.support.clock import StoppedClock
from tests.support.outbox import Outbox

EMAIL, PASSWORD = "ada@example.com", "a phrase of some length"
VERIFY, KNOWN = "Verify your e-mail address", "You already have an account"


async def register(world: Resources, email: str = EMAIL) -> None:
    """Register the address."""
    await registration.register(world, email=email, password=PASSWORD, display_name="Ada")


async def stored(world: Resources, email: str = EMAIL) -> Account:
    """The account of the address."""
    async with world.reading() as work:
        account = await work.repository(AccountRepository).find(email)
    assert account is not None
    return account


async def test_a_new_address_gets_an_unverified_customer(world: Resources, outbox: Outbox) -> None:
    await register(world)

    account = await stored(world)
    assert (account.role, account.active, account.email_verified) == (Role.CUSTOMER, True, False)
    assert account.profile.display_name == "Ada"
    assert outbox.subjects(EMAIL) == [VERIFY]


async def test_the_link_verifies_the_address_once(
    world: Resources, outbox: Outbox
) -> None:  # BR-38
    await register(world)
    token = outbox.token(EMAIL)

    await registration.verify_email(world, token=token)

    account = await stored(world)
    assert account.email_verified
    assert account.version == 2
    with pytest.raises(OneTimeTokenInvalid):
        await registration.verify_email(world, token=token)


async def test_the_link_expires(
    world: Resources, outbox: Outbox, clock: StoppedClock
) -> None:  # BR-38
    await register(world)
    clock.advance(hours=world.settings.auth.verification_hours)

    with pytest.raises(OneTimeTokenInvalid):
        await registration.verify_email(world, token=outbox.token(EMAIL))


async def test_a_new_link_ends_the_old_one(world: Resources, outbox: Outbox) -> None:  # BR-38
    await register(world)
    old = outbox.token(EMAIL)
    await registration.resend_verification(world, email=EMAIL.upper())
    assert outbox.subjects(EMAIL) == [VERIFY, VERIFY]

    with pytest.raises(OneTimeTokenInvalid):
        await registration.verify_email(world, token=old)
    await registration.verify_email(world, token=outbox.token(EMAIL))


async def test_a_reset_token_verifies_no_address(world: Resources, outbox: Outbox) -> None:
    await register(world)
    await service.forgot_password(world, email=EMAIL)

    with pytest.raises(OneTimeTokenInvalid):
        await registration.verify_email(world, token=outbox.token(EMAIL))


async def test_a_known_address_keeps_its_account_and_its_owner_is_told(
    world: Resources, outbox: Outbox
) -> None:
    known = await create_account(world, email=EMAIL, password="quite another one", role=Role.STAFF)

    await register(world, "Ada@Example.com")

    assert await stored(world) == known
    assert outbox.subjects(EMAIL) == [KNOWN]


async def test_who_registered_an_address_first_gains_nothing_from_its_owner(
    world: Resources, outbox: Outbox
) -> None:
    await register(world)
    planted = outbox.token(EMAIL)

    await register(world)

    assert outbox.subjects(EMAIL) == [VERIFY, KNOWN]
    with pytest.raises(OneTimeTokenInvalid):
        await registration.verify_email(world, token=planted)


@pytest.mark.parametrize("known", [True, False])
async def test_verified_and_unknown_addresses_get_no_link(
    *, known: bool, world: Resources, outbox: Outbox
) -> None:
    if known:
        await create_account(world, email=EMAIL, password=PASSWORD, role=Role.CUSTOMER)

    await registration.resend_verification(world, email=EMAIL)

    assert outbox.messages == []


async def test_a_weak_password_is_refused_before_anything_is_stored(
    world: Resources, outbox: Outbox
) -> None:
    with pytest.raises(PasswordRejected):
        await registration.register(world, email=EMAIL, password="password1234", display_name="")

    assert outbox.messages == []


async def test_a_mail_that_fails_does_not_undo_the_registration(world: Resources) -> None:
    class BrokenMailer:
        async def send(self, _: object) -> None:
            raise ConnectionError("no mail today")

    await register(replace(world, mailer=BrokenMailer()))

    assert (await stored(world)).email == EMAIL
