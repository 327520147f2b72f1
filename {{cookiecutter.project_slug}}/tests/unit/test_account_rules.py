"""What holds for accounts."""

from uuid import UUID

import pytest
from pydantic import TypeAdapter, ValidationError

from app.core.clock import utc_now
from app.core.ids import new_id
from app.core.permissions import Principal, Role
from app.features.accounts.errors import AccountErased, LastAdmin, OwnAccount
from app.features.accounts.rules import (
    administered,
    email_key,
    erased,
    loses_admin,
    require_other_admin,
)
from app.features.accounts.schemas import Email, Locale, ProfilePatch, Timezone, UserPatch
from tests.support.factories import an_account


def an_admin(user_id: UUID | None = None) -> Principal:
    """Somebody who may change accounts."""
    return Principal(user_id=user_id or new_id(), role=Role.ADMIN)


def test_addresses_are_compared_without_case() -> None:  # BR-30
    assert email_key("Ada@Example.COM") == email_key("ada@example.com")


def test_an_admin_changes_role_and_activation_of_others() -> None:
    account = an_account(role=Role.CUSTOMER)

    changed = administered(account, by=an_admin(), role=Role.STAFF, active=False)

    assert (changed.role, changed.active) == (Role.STAFF, False)


@pytest.mark.parametrize(("role", "active"), [(Role.CUSTOMER, True), (Role.ADMIN, False)])
def test_an_admin_does_not_change_the_own_account(*, role: Role, active: bool) -> None:  # BR-34
    account = an_account(role=Role.ADMIN)

    with pytest.raises(OwnAccount):
        administered(account, by=an_admin(account.id), role=role, active=active)


def test_a_change_to_the_same_is_none() -> None:  # BR-34
    account = an_account(role=Role.ADMIN)

    same = administered(account, by=an_admin(account.id), role=Role.ADMIN, active=True)

    assert same == account


def test_an_erased_account_stays_as_it_is() -> None:  # BR-35
    account = an_account(active=False, erased_at=utc_now())

    with pytest.raises(AccountErased):
        administered(account, by=an_admin(), role=account.role, active=True)


def test_the_last_active_admin_stays() -> None:  # BR-33
    account = an_account(role=Role.ADMIN)

    with pytest.raises(LastAdmin):
        require_other_admin(account, active_admins={account.id})


def test_one_of_several_admins_may_go() -> None:  # BR-33
    account = an_account(role=Role.ADMIN)

    require_other_admin(account, active_admins={account.id, new_id()})
    require_other_admin(an_account(), active_admins={account.id})


@pytest.mark.parametrize(
    ("role", "active", "lost"),
    [
        (Role.ADMIN, True, False),
        (Role.ADMIN, False, True),
        (Role.STAFF, True, True),
        (Role.STAFF, False, True),
    ],
)
def test_an_admin_is_lost_by_role_or_activation(*, role: Role, active: bool, lost: bool) -> None:
    before = an_account(role=Role.ADMIN)

    assert loses_admin(before, an_account(role=role, active=active)) is lost


def test_nobody_loses_an_admin_who_is_none() -> None:
    inactive = an_account(role=Role.ADMIN, active=False)

    assert not loses_admin(inactive, an_account(role=Role.CUSTOMER))
    assert not loses_admin(an_account(role=Role.STAFF), an_account(role=Role.CUSTOMER))


def test_erasing_leaves_nothing_personal() -> None:
    now = utc_now()
    account = an_account(
        email="lovelace@example.com", display_name="Ada Lovelace", timezone="Europe/London"
    )

    gone = erased(account, now=now)

    assert "lovelace" not in repr(gone).lower()
    assert "London" not in repr(gone)
    assert (gone.id, gone.active, gone.erased_at) == (account.id, False, now)
    assert not gone.email_verified


@pytest.mark.parametrize(
    "text", ["a@b.co", "first.last+tag@sub.example.com", "o'neil@example.org", "x" * 64 + "@a.io"]
)
def test_addresses_that_are_accepted(text: str) -> None:
    assert TypeAdapter(Email).validate_python(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "ada@",
        "@example.com",
        "ada@localhost",
        "ada@-example.com",
        "ada@example..com",
        "a b@example.com",
        "ada@example.com\n",
        "Ada <ada@example.com>",
        "ädä@example.com",
        "ada@exämple.com",
        "x" * 65 + "@example.com",
        "ada@" + "a." * 124 + "example",
        "ada@example.com,eve@example.com",
    ],
)
def test_addresses_that_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Email).validate_python(text)


@pytest.mark.parametrize("text", ["Europe/London", "UTC", "America/Argentina/Buenos_Aires"])
def test_time_zones_that_are_accepted(text: str) -> None:
    assert TypeAdapter(Timezone).validate_python(text) == text


@pytest.mark.parametrize("text", ["Mars/Olympus", "", "../etc/passwd", "Europe", "/etc/passwd"])
def test_time_zones_that_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Timezone).validate_python(text)


@pytest.mark.parametrize(("text", "valid"), [("en", True), ("pt-BR", True), ("EN", False)])
def test_locales_are_language_tags(*, text: str, valid: bool) -> None:
    try:
        TypeAdapter(Locale).validate_python(text)
    except ValidationError:
        assert not valid
    else:
        assert valid


def test_a_patch_holds_what_was_sent() -> None:
    assert ProfilePatch.model_validate({"locale": "de"}).changes() == {"locale": "de"}
    assert UserPatch.model_validate({"role": "staff"}).changes() == {"role": Role.STAFF}


@pytest.mark.parametrize("body", [{"email": "x@example.com"}, {"role": None}, {"role": "root"}])
def test_a_patch_takes_nothing_else(body: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        UserPatch.model_validate(body)
