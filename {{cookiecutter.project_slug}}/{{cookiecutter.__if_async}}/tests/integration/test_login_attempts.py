"""Checking and counting passwords, on the database."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.core.errors import AppError
from app.core.pagination import PageRequest
from app.core.permissions import Role
from app.features.accounts.service import create_account
from app.features.audit.entities import AuditFilter
from app.features.audit.repository import AuditTrail
from app.features.auth.attempts import check_password, settle
from app.features.auth.entities import Credentials
from app.features.auth.repository import CredentialRepository, FailureRepository
from app.features.auth.rules import attempt_key
from app.infra.passwords import PasswordHasher
from app.infra.resources import Resources
from tests.support.clock import StoppedClock

EMAIL, PASSWORD, WRONG = "ada@example.com", "a phrase of some length", "a phrase of another length"
FREE = 5


@pytest.fixture(autouse=True)
async def _ada(world: Resources) -> None:
    """A customer."""
    await create_account(world, email=EMAIL, password=PASSWORD, role=Role.CUSTOMER)


async def attempt(world: Resources, password: str, email: str = EMAIL) -> str:
    """The code of the refusal, or `let in`."""
    try:
        made = await check_password(world, email=email, password=password)
        async with world.transaction() as work:
            settled = await settle(world, work, made)
    except AppError as error:
        return error.code
    return "let in" if isinstance(settled, Credentials) else settled.code


async def trail(world: Resources, action: str) -> list[Any]:
    """What the audit trail keeps of an action."""
    async with world.reading() as work:
        page = await work.repository(AuditTrail).list(
            PageRequest(limit=50), AuditFilter(action=action)
        )
    return [event.after for event in page.items]


async def test_the_right_password_lets_in_whatever_the_case_of_the_address(
    world: Resources,
) -> None:
    assert await attempt(world, PASSWORD) == "let in"
    assert await attempt(world, PASSWORD, EMAIL.upper()) == "let in"


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.com"])
async def test_known_and_unknown_addresses_are_locked_alike(
    email: str, world: Resources, clock: StoppedClock
) -> None:  # BR-37
    answers = [await attempt(world, WRONG, email) for _ in range(FREE + 1)]
    assert answers == ["invalid_credentials"] * FREE + ["login_throttled"]

    clock.advance(seconds=world.settings.auth.lockout_seconds)
    again = [await attempt(world, WRONG, email) for _ in range(2)]
    assert again == ["invalid_credentials", "login_throttled"]
    clock.advance(seconds=world.settings.auth.lockout_seconds)
    assert await attempt(world, WRONG, email) == "login_throttled"
    clock.advance(seconds=world.settings.auth.lockout_seconds)
    assert await attempt(world, WRONG, email) == "invalid_credentials"


async def test_a_locked_address_is_refused_even_the_right_password(world: Resources) -> None:
    for _ in range(FREE):
        await attempt(world, WRONG)

    assert await attempt(world, PASSWORD) == "login_throttled"
    assert await attempt(world, PASSWORD, "nobody@example.com") == "invalid_credentials"


async def test_a_locked_address_costs_no_hash(
    world: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(FREE):
        await attempt(world, WRONG)
    monkeypatch.delattr(PasswordHasher, "verify")

    assert await attempt(world, WRONG) == "login_throttled"


async def test_failures_while_locked_are_not_counted(world: Resources) -> None:
    key, now = attempt_key(EMAIL), world.clock()
    async with world.transaction() as work:
        failures = work.repository(FailureRepository)
        await failures.count(key, now=now, forget_before=now)
        await failures.set_lock(key, until=now + timedelta(seconds=1))

        again = await failures.count(key, now=now, forget_before=now)
        later = await failures.count(key, now=now + timedelta(seconds=1), forget_before=now)
        forgotten = await failures.count(
            key, now=now + timedelta(days=2), forget_before=now + timedelta(days=1)
        )

    assert [again.count, later.count, forgotten.count] == [1, 2, 1]


async def test_a_success_starts_the_count_anew(world: Resources) -> None:
    for password in [WRONG] * (FREE - 1) + [PASSWORD] + [WRONG] * (FREE - 1):
        await attempt(world, password)

    assert await attempt(world, PASSWORD) == "let in"


async def test_failures_are_forgotten_in_time(world: Resources, clock: StoppedClock) -> None:
    for _ in range(FREE - 1):
        await attempt(world, WRONG)
    clock.advance(hours=world.settings.auth.lockout_memory_hours, seconds=1)

    assert [await attempt(world, WRONG) for _ in range(2)] == ["invalid_credentials"] * 2


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.com"])
async def test_guesses_at_the_same_time_are_counted_one_by_one(
    email: str, world: Resources
) -> None:
    answers = await asyncio.gather(*(attempt(world, WRONG, email) for _ in range(12)))

    assert sorted(answers) == ["invalid_credentials"] * FREE + ["login_throttled"] * (12 - FREE)


async def test_a_right_guess_among_too_many_is_not_told_apart(world: Resources) -> None:
    made = await check_password(world, email=EMAIL, password=PASSWORD)
    for _ in range(FREE):
        await attempt(world, WRONG)

    async with world.transaction() as work:
        settled = await settle(world, work, made)

    assert isinstance(settled, AppError)
    assert settled.code == "login_throttled"


async def test_a_password_that_changed_meanwhile_does_not_let_in(world: Resources) -> None:
    made = await check_password(world, email=EMAIL, password=PASSWORD)
    assert made.credentials is not None
    async with world.transaction() as work:
        await work.repository(CredentialRepository).set_password_hash(
            made.credentials.user_id, "another"
        )

    async with world.transaction() as work:
        settled = await settle(world, work, made)

    assert isinstance(settled, AppError)


@pytest.mark.parametrize(("required", "answer"), [(True, "email_not_verified"), (False, "let in")])
async def test_an_unverified_address_is_told_only_with_the_right_password(
    *, required: bool, answer: str, world: Resources
) -> None:  # BR-36
    email = "new@example.com"
    await create_account(world, email=email, password=PASSWORD, role=Role.CUSTOMER, verified=False)
    auth = world.settings.auth.model_copy(update={"require_verified_email": required})
    world = replace(world, settings=replace(world.settings, auth=auth))

    assert await attempt(world, WRONG, email) == "invalid_credentials"
    assert await attempt(world, PASSWORD, email) == answer


async def test_a_weak_hash_is_renewed_at_login(world: Resources) -> None:
    auth = world.settings.auth.model_copy(update={"password_hash_memory_kib": 16})
    stronger = replace(world, passwords=PasswordHasher(auth))

    before = await stored_hash(world)
    assert await attempt(world, PASSWORD) == "let in"
    assert await attempt(stronger, WRONG) == "invalid_credentials"
    assert await stored_hash(world) == before
    assert "$m=8," in before
    assert await attempt(stronger, PASSWORD) == "let in"

    assert "$m=16," in await stored_hash(world)
    assert await attempt(world, PASSWORD) == "let in"


async def stored_hash(world: Resources) -> str:
    """Ada's hash."""
    async with world.reading() as work:
        credentials = await work.repository(CredentialRepository).find(EMAIL)
    assert credentials is not None
    return str(credentials.password_hash)


async def test_failures_and_locks_are_recorded_without_the_address(world: Resources) -> None:
    for _ in range(FREE):
        await attempt(world, WRONG, "nobody@example.com")

    failed, locked = await trail(world, "login.failed"), await trail(world, "login.locked")
    assert len(failed) == FREE
    assert [entry["failures"] for entry in locked] == [FREE]
    assert "nobody" not in repr(failed + locked)


async def test_two_first_failures_at_once_are_two(world: Resources) -> None:
    key, now = attempt_key(EMAIL), world.clock()

    async def count() -> int:
        async with world.transaction() as work:
            failures = work.repository(FailureRepository)
            return (await failures.count(key, now=now, forget_before=now)).count

    assert sorted(await asyncio.gather(count(), count(), count())) == [1, 2, 3]
