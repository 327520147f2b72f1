"""A mailer that keeps what it is given."""

import re

from app.integrations.mail.message import Message


class Outbox:
    """Mails, the newest last."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def send(self, message: Message) -> None:
        """Keep the message."""
        self.messages.append(message)

    def subjects(self, to: str) -> list[str]:
        """What the mails to the address are about."""
        return [message.subject.partition(": ")[2] for message in self.messages if message.to == to]

    def token(self, to: str) -> str:
        """The token of the newest mail to the address that has one."""
        for message in reversed(self.messages):
            found = re.search(r"#token=([\w-]+)", message.text)
            if message.to == to and found is not None:
                return found[1]
        raise AssertionError(f"No mail to {to} has a token.")
