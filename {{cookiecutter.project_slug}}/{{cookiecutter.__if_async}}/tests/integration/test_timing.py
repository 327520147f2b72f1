"""What may not tell who is known takes the same time for everybody."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from app.core.permissions import Role
from app.features.accounts.service import create_account
from app.features.auth.registration import register, resend_verification
from app.features.auth.service import forgot_password
from app.infra.resources import Resources

PASSWORD = "a phrase of some length"
MILLISECONDS = 60
KNOWN, UNKNOWN = "ada@example.com", "nobody@example.com"


async def sign_up(world: Resources, *, email: str) -> None:
    """Register the address."""
    await register(world, email=email, password=PASSWORD, display_name="")


@pytest.mark.parametrize("use_case", [sign_up, resend_verification, forgot_password])
@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
async def test_an_answer_is_not_given_sooner(
    use_case: Callable[..., Awaitable[None]], email: str, world: Resources
) -> None:
    await create_account(world, email=KNOWN, password=PASSWORD, role=Role.CUSTOMER)
    auth = world.settings.auth.model_copy(update={"even_out_ms": MILLISECONDS})
    slow = replace(world, settings=replace(world.settings, auth=auth))

    began = time.monotonic()
    await use_case(slow, email=email)

    assert time.monotonic() - began >= MILLISECONDS / 1000
