"""The commands about accounts and expired data."""

import io
import sys
from argparse import Namespace
from dataclasses import replace

import pytest

from app.core.commands import CommandError, command_registry
from app.core.permissions import Role
from app.discovery import command_modules
from app.features.accounts.commands import create_admin
from app.features.accounts.entities import Account
from app.features.accounts.errors import EmailTaken
from app.features.accounts.repository import AccountRepository
from app.features.accounts.seeds import DEMO_ACCOUNTS, seed
from app.features.auth.attempts import check_password
from app.features.auth.commands import purge_expired
from app.features.auth.entities import Purpose
from app.features.auth.mailed import issue
from app.features.auth.repository import FailureRepository
from app.infra.resources import Resources
from app.infra.settings import Environment
from tests.support.clock import StoppedClock
from tests.support.factories import an_account

EMAIL, PASSWORD = "root@example.com", "a phrase of some length"


async def find(resources: Resources, email: str) -> Account | None:
    """The account of the address."""
    async with resources.reading() as work:
        return await work.repository(AccountRepository).find(email)


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> Namespace:
    """The options of a command that reads the password from standard input."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    return Namespace(email=EMAIL, password_stdin=True)


async def test_an_admin_is_created_with_a_piped_password(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    await create_admin(resources, piped(monkeypatch, f"{PASSWORD}\n"))

    admin = await find(resources, EMAIL)
    assert admin is not None
    assert (admin.role, admin.email_verified) == (Role.ADMIN, True)
    assert (await check_password(resources, email=EMAIL, password=PASSWORD)).correct


async def test_an_admin_is_created_with_what_is_typed(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: f" {EMAIL} ")
    monkeypatch.setattr("app.features.accounts.commands.getpass", lambda _: PASSWORD)

    await create_admin(resources, Namespace(email=None, password_stdin=False))

    assert await find(resources, EMAIL) is not None


async def test_a_mistyped_password_is_noticed(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter([PASSWORD, PASSWORD + "!"])
    monkeypatch.setattr("app.features.accounts.commands.getpass", lambda _: next(typed))

    with pytest.raises(CommandError, match="differ"):
        await create_admin(resources, Namespace(email=EMAIL, password_stdin=False))


async def test_the_policy_holds_for_admins(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:  # BR-32
    with pytest.raises(CommandError, match="at least 12 characters"):
        await create_admin(resources, piped(monkeypatch, "short\n"))

    assert await find(resources, EMAIL) is None


async def test_an_admin_needs_an_address_of_their_own(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = piped(monkeypatch, f"{PASSWORD}\n{PASSWORD}\n")
    with pytest.raises(CommandError, match="no e-mail address"):
        await create_admin(resources, Namespace(email="root", password_stdin=True))
    await create_admin(resources, options)
    with pytest.raises(EmailTaken):
        await create_admin(resources, piped(monkeypatch, PASSWORD))


def test_the_password_is_no_argument() -> None:
    for _ in command_modules():
        continue

    assert {"create-admin", "purge-expired"} <= set(command_registry())


async def test_the_demo_accounts_are_made_once(resources: Resources) -> None:
    await seed(resources)
    await seed(resources)

    for email, (role, _) in DEMO_ACCOUNTS.items():
        account = await find(resources, email)
        assert account is not None
        assert account.role is role


@pytest.mark.parametrize("env", [Environment.STAGING, Environment.PRODUCTION])
async def test_there_are_no_demo_accounts_where_it_matters(
    env: Environment, resources: Resources
) -> None:
    app = resources.settings.app.model_copy(update={"env": env})
    elsewhere = replace(resources, settings=replace(resources.settings, app=app))

    await seed(elsewhere)

    assert await find(resources, "admin@example.com") is None


async def test_what_expired_is_deleted_and_nothing_else(
    resources: Resources, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = StoppedClock()
    world = replace(resources, clock=clock)
    account = an_account()
    async with world.transaction() as work:
        await work.repository(AccountRepository).add(account, password_hash=None)
        await issue(world, work, user_id=account.id, purpose=Purpose.RESET_PASSWORD)
        await work.repository(FailureRepository).count("old", now=clock(), forget_before=clock())
    await purge_expired(world, Namespace())
    assert "one_time_tokens: 0\nlogin_failures: 0\n" in capsys.readouterr().out

    clock.advance(hours=world.settings.auth.lockout_memory_hours, seconds=1)
    await purge_expired(world, Namespace())

    assert "one_time_tokens: 1\nlogin_failures: 1\n" in capsys.readouterr().out
