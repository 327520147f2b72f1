"""The mail adapter of this project: writes to the log."""

import structlog

from app.infra.settings import Environment
from app.integrations.mail.message import Message
from app.integrations.mail.port import Mailer
from app.settings import Settings

log = structlog.get_logger()


class LogMailer:
    """Logs messages instead of sending them; outside development without their text."""

    def __init__(self, *, sender: str, with_text: bool) -> None:
        self._sender = sender
        self._with_text = with_text

    async def send(self, message: Message) -> None:
        """Log the message; its text holds one-time links, which belong in no production log."""
        text = {"text": message.text} if self._with_text else {}
        log.info("mail", sender=self._sender, to=message.to, subject=message.subject, **text)


def create_mailer(settings: Settings) -> Mailer:
    """The mailer for the environment."""
    development = settings.app.env in {Environment.LOCAL, Environment.TEST}
    return LogMailer(sender=settings.mail.sender, with_text=development)
