"""Mails."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A mail in plain text; the text may hold one-time links, so no log shows it by accident."""

    to: str
    subject: str
    text: str = field(repr=False)
