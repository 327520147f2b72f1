"""What the application needs of a mail service."""

from typing import Protocol

from app.integrations.mail.message import Message

__all__ = ["Mailer", "Message"]


class Mailer(Protocol):
    """Sends mail."""

    async def send(self, message: Message) -> None:
        """Hand the message over for delivery."""
