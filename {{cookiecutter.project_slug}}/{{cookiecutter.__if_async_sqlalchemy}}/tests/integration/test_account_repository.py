"""Accounts in the tables."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from app.features.accounts.entities import Account
from app.features.accounts.errors import EmailTaken
from app.features.accounts.repository import AccountRepository
from app.infra.resources import Resources
from tests.support.factories import an_account


async def add(resources: Resources, account: Account) -> None:
    """Store the account in a transaction of its own."""
    async with resources.transaction() as work:
        await work.repository(AccountRepository).add(account, password_hash=None)


async def test_a_user_without_a_profile_is_not_stored(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:  # BR-31
    account = an_account()
    broken: Any = {"display_name": None, "locale": None, "timezone": None}
    monkeypatch.setattr("app.features.accounts.repository._profile_values", lambda _: broken)

    with pytest.raises(IntegrityError, match="display_name"):
        await add(resources, account)

    async with resources.reading() as work:
        assert await work.repository(AccountRepository).get(account.id) is None


async def test_an_address_that_is_taken_is_told_from_an_id_that_is_taken(
    resources: Resources,
) -> None:
    account = an_account(email="ada@example.com")
    await add(resources, account)

    with pytest.raises(EmailTaken):
        await add(resources, an_account(email="Ada@example.com"))
    with pytest.raises(IntegrityError):
        await add(resources, replace(account, email="eve@example.com"))
