"""The audit trail in the database."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.core.context import RequestContext, request_context
from app.core.ids import new_id
from app.core.pagination import PageRequest
from app.features.audit.entities import AuditEvent, AuditFilter
from app.features.audit.repository import AuditTrail
from app.infra.resources import Resources


async def recorded(resources: Resources) -> AuditEvent:
    """An event in the trail."""
    async with resources.transaction() as work:
        await work.repository(AuditTrail).record(
            action="user.changed",
            actor_id=new_id(),
            object_type="user",
            object_id=new_id(),
            before={"locale": "en"},
            after={"locale": "de", "password": "open sesame"},
        )
    [event] = await everything(resources)
    return event


async def everything(resources: Resources) -> list[AuditEvent]:
    """All events."""
    async with resources.reading() as work:
        return (await work.repository(AuditTrail).list(PageRequest(), AuditFilter())).items


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET action = 'user.read'",
        "UPDATE audit_events SET address = NULL WHERE action = 'user.changed'",
        "DELETE FROM audit_events",
    ],
)
async def test_the_database_refuses_to_change_events(resources: Resources, statement: str) -> None:
    event = await recorded(resources)

    with pytest.raises(DBAPIError, match="append-only"):
        async with resources.transaction() as work:
            await work.connection.execute(text(statement))

    assert await everything(resources) == [event]


async def test_an_event_tells_where_it_came_from(resources: Resources) -> None:
    token = request_context.set(RequestContext(request_id="r-1", address="2001:db8::1"))
    try:
        event = await recorded(resources)
    finally:
        request_context.reset(token)

    assert (event.request_id, event.address) == ("r-1", "2001:db8::1")
    assert event.before == {"locale": "en"}
    assert event.after == {"locale": "de", "password": "[redacted]"}


async def test_outside_of_requests_there_is_no_address(resources: Resources) -> None:
    event = await recorded(resources)

    assert (event.request_id, event.address) == (None, None)


async def test_an_event_is_part_of_its_transaction(resources: Resources) -> None:
    async def fail() -> None:
        async with resources.transaction() as work:
            await work.repository(AuditTrail).record(
                action="user.changed", actor_id=None, object_type="user", object_id=None
            )
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await everything(resources) == []
