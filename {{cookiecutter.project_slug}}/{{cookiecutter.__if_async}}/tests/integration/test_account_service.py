"""Accounts on the database."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from app.core.errors import PreconditionFailed, PreconditionRequired
from app.core.ids import new_id
from app.core.pagination import PageRequest
from app.core.permissions import Principal, Role
from app.features.accounts import service
from app.features.accounts.entities import Account, AccountFilter, Profile
from app.features.accounts.errors import EmailTaken, LastAdmin, UserNotFound
from app.features.accounts.repository import AccountRepository
from app.features.audit.entities import AuditFilter
from app.features.audit.repository import AuditTrail
from app.features.auth.entities import Purpose
from app.features.auth.mailed import issue
from app.features.auth.opaque import digest
from app.features.auth.repository import CredentialRepository, OneTimeTokenRepository
from app.infra.resources import Resources

PASSWORD = "a phrase of some length"


async def create(resources: Resources, name: str, role: Role = Role.CUSTOMER) -> Account:
    """A stored account."""
    email = f"{name}@example.com"
    return await service.create_account(resources, email=email, password=PASSWORD, role=role)


def acting(account: Account) -> Principal:
    """The owner of the account."""
    return Principal(user_id=account.id, role=account.role)


async def actions(resources: Resources, user_id: UUID) -> list[str]:
    """What the audit trail tells about the user, newest first."""
    async with resources.reading() as work:
        page = await work.repository(AuditTrail).list(
            PageRequest(limit=50), AuditFilter(object_id=user_id)
        )
    return [event.action for event in page.items]


async def test_an_account_is_read_as_it_was_stored(resources: Resources) -> None:
    account = await create(resources, "ada")

    assert await service.read_own(resources, actor=acting(account)) == account
    assert account.email_verified


async def test_an_address_has_one_account_whatever_its_case(resources: Resources) -> None:  # BR-30
    await create(resources, "ada")

    with pytest.raises(EmailTaken):
        await create(resources, "ADA")


async def stored(resources: Resources, user_id: UUID) -> Account | None:
    """The account as the database has it."""
    async with resources.reading() as work:
        return await work.repository(AccountRepository).get(user_id)


async def test_a_profile_changes_under_its_version(resources: Resources) -> None:
    account = await create(resources, "ada")
    changes = {"display_name": "Ada", "timezone": "Europe/London"}

    changed = await service.update_own(
        resources, actor=acting(account), if_match='"1"', changes=changes
    )

    assert changed.profile == Profile(display_name="Ada", locale="en", timezone="Europe/London")
    assert changed.version == 2
    assert await stored(resources, account.id) == changed
    assert (await actions(resources, account.id))[0] == "user.profile_changed"


async def test_a_profile_is_not_changed_unseen(resources: Resources) -> None:
    account = await create(resources, "ada")

    with pytest.raises(PreconditionRequired):
        await service.update_own(resources, actor=acting(account), if_match=None, changes={})
    with pytest.raises(PreconditionFailed):
        await service.update_own(resources, actor=acting(account), if_match='"7"', changes={})


async def test_two_changes_of_one_version_do_not_both_win(resources: Resources) -> None:
    account = await create(resources, "ada")

    outcomes = await asyncio.gather(
        *(
            service.update_own(
                resources, actor=acting(account), if_match='"1"', changes={"locale": locale}
            )
            for locale in ("de", "fr", "es")
        ),
        return_exceptions=True,
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "Account",
        "PreconditionFailed",
        "PreconditionFailed",
    ]


async def test_a_deleted_account_keeps_nothing_personal(resources: Resources) -> None:
    account = await create(resources, "lovelace")
    await service.update_own(
        resources, actor=acting(account), if_match="*", changes={"display_name": "Ada Lovelace"}
    )
    async with resources.transaction() as work:
        token = await issue(resources, work, user_id=account.id, purpose=Purpose.RESET_PASSWORD)

    await service.delete_own(resources, actor=acting(account))

    gone = await stored(resources, account.id)
    assert gone is not None
    assert (gone.active, gone.profile) == (False, Profile())
    assert "lovelace" not in repr(gone).lower()
    async with resources.reading() as work:
        left = await work.repository(CredentialRepository).get(account.id)
        assert left is not None
        assert left.password_hash is None
        tokens = work.repository(OneTimeTokenRepository)
        now = resources.clock()
        assert await tokens.owner(digest(token), Purpose.RESET_PASSWORD, now=now) is None
    assert (await actions(resources, account.id))[0] == "user.erased"
    assert await create(resources, "lovelace") != account


async def test_the_last_admin_does_not_leave(resources: Resources) -> None:  # BR-33
    admin = await create(resources, "admin", Role.ADMIN)

    with pytest.raises(LastAdmin):
        await service.delete_own(resources, actor=acting(admin))

    assert await stored(resources, admin.id) == admin


async def test_of_two_admins_who_leave_at_once_one_stays(resources: Resources) -> None:  # BR-33
    admins = [await create(resources, name, Role.ADMIN) for name in ("one", "two")]

    outcomes = await asyncio.gather(
        *(service.delete_own(resources, actor=acting(admin)) for admin in admins),
        return_exceptions=True,
    )

    assert sorted(map(repr, outcomes)) == [repr(LastAdmin()), "None"]


async def test_an_admin_changes_roles(resources: Resources) -> None:
    admin, user = await create(resources, "admin", Role.ADMIN), await create(resources, "ada")

    changed = await service.update_user(
        resources, actor=acting(admin), user_id=user.id, if_match='"1"', role=Role.STAFF
    )

    assert (changed.role, changed.version) == (Role.STAFF, 2)
    assert (await actions(resources, user.id))[0] == "user.role_changed"


async def test_an_admin_deactivates_and_activates(resources: Resources) -> None:
    admin, user = await create(resources, "admin", Role.ADMIN), await create(resources, "ada")
    for version, active in ((1, False), (2, True)):
        changed = await service.update_user(
            resources,
            actor=acting(admin),
            user_id=user.id,
            if_match=f'"{version}"',
            active=active,
        )
        assert changed.active is active

    assert (await actions(resources, user.id))[:2] == ["user.activated", "user.deactivated"]


async def test_the_last_admin_is_not_demoted(resources: Resources) -> None:  # BR-33
    admin = await create(resources, "admin", Role.ADMIN)
    former = Principal(user_id=new_id(), role=Role.ADMIN)

    with pytest.raises(LastAdmin):
        await service.update_user(
            resources, actor=former, user_id=admin.id, if_match='"1"', role=Role.STAFF
        )


async def test_a_user_who_does_not_exist_is_not_found(resources: Resources) -> None:
    actor = Principal(user_id=new_id(), role=Role.ADMIN)

    with pytest.raises(UserNotFound):
        await service.read_user(resources, actor=actor, user_id=new_id())
    with pytest.raises(UserNotFound):
        await service.update_user(resources, actor=actor, user_id=new_id(), if_match='"1"')
    with pytest.raises(UserNotFound):
        await service.read_own(resources, actor=actor)


async def test_reading_about_others_is_recorded(resources: Resources) -> None:
    admin, user = await create(resources, "admin", Role.ADMIN), await create(resources, "ada")

    await service.read_user(resources, actor=acting(admin), user_id=admin.id)
    assert "user.read" not in await actions(resources, admin.id)
    await service.read_user(resources, actor=acting(admin), user_id=user.id)

    assert (await actions(resources, user.id))[0] == "user.read"


async def test_the_list_is_filtered_and_sorted(resources: Resources) -> None:
    admin = await create(resources, "admin", Role.ADMIN)
    for name in ("cleo", "Ada", "ad_m", "bob"):
        await create(resources, name)

    async def names(sort: str = "email", **wanted: Any) -> list[str]:
        found = await service.list_users(
            resources,
            actor=acting(admin),
            page=PageRequest(limit=10, sort=sort),
            wanted=AccountFilter(**wanted),
        )
        return [account.email.partition("@")[0] for account in found.items]

    assert await names(role=Role.CUSTOMER) == ["ad_m", "Ada", "bob", "cleo"]
    assert await names(sort="created_at") == ["admin", "cleo", "Ada", "ad_m", "bob"]
    assert await names(q="AD") == ["ad_m", "Ada", "admin"]
    assert await names(q="ad_") == ["ad_m"]
    assert await names(q="%") == []
    assert await names(active=False) == []


async def test_the_list_is_read_page_by_page_and_recorded(resources: Resources) -> None:
    admin = await create(resources, "admin", Role.ADMIN)
    await create(resources, "ada")
    page = PageRequest(limit=1, sort="-email")

    found = await service.list_users(
        resources, actor=acting(admin), page=page, wanted=AccountFilter()
    )

    assert [account.email for account in found.items] == ["admin@example.com"]
    assert found.next_cursor is not None
    async with resources.reading() as work:
        trail = await work.repository(AuditTrail).list(
            PageRequest(), AuditFilter(action="user.listed")
        )
    assert trail.items[0].after == {"user_ids": [str(admin.id)]}


async def test_an_account_that_moved_on_is_not_overwritten(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await create(resources, "ada")
    monkeypatch.setattr("app.features.accounts.service.require_match", lambda *_, **__: None)

    async def outdated(_: object, __: UUID) -> Account:
        return replace(account, version=7)

    monkeypatch.setattr(AccountRepository, "get", outdated)

    with pytest.raises(PreconditionFailed):
        await service.update_own(
            resources, actor=acting(account), if_match='"7"', changes={"locale": "de"}
        )
