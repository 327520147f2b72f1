"""The mail adapter that writes to the log."""

from dataclasses import replace

import pytest

from app.infra.settings import Environment
from app.integrations.mail.adapter import create_mailer
from app.integrations.mail.message import Message
from app.settings import load_settings
from tests.support.logs import Log

MESSAGE = Message(to="ada@example.com", subject="Hello", text="one-time link")


@pytest.mark.parametrize(
    ("env", "shown"),
    [
        (Environment.LOCAL, True),
        (Environment.TEST, True),
        (Environment.STAGING, False),
        (Environment.PRODUCTION, False),
    ],
)
async def test_links_are_logged_in_development_only(
    *, env: Environment, shown: bool, log: Log
) -> None:
    settings = load_settings()
    app = settings.app.model_copy(update={"env": env})

    await create_mailer(replace(settings, app=app)).send(MESSAGE)

    [event] = log.events("mail", to="ada@example.com", subject="Hello")
    assert (event.get("text") == "one-time link") is shown
    assert ("one-time link" in log.text()) is shown
