"""The mails about credentials."""

from urllib.parse import urlencode

from app.about import PROJECT_NAME
from app.integrations.mail.message import Message

_FOOTER = f"\n\n{PROJECT_NAME}\n"


def verification(*, to: str, base_url: str, token: str, hours: int) -> Message:
    """Asks a new user to verify the address."""
    return _message(
        to,
        "Verify your e-mail address",
        f"Somebody, hopefully you, opened an account at {PROJECT_NAME} with this address.\n"
        f"To verify the address, follow this link within {hours} hours:\n\n"
        f"{_link(base_url, 'verify-email', token)}\n\n"
        "If it was not you, ignore this mail.",
    )


def registration_repeated(*, to: str, base_url: str) -> Message:
    """Tells the owner of an account that somebody registered the address again."""
    return _message(
        to,
        "You already have an account",
        f"Somebody, hopefully you, registered this address at {PROJECT_NAME}, but it has an\n"
        "account already. If you do not know its password, choose a new one here:\n\n"
        f"{base_url}/forgot-password\n\n"
        "If it was not you, ignore this mail; nothing was changed.",
    )


def password_reset(*, to: str, base_url: str, token: str, minutes: int) -> Message:
    """Lets a user choose a new password."""
    return _message(
        to,
        "Choose a new password",
        f"To choose a new password at {PROJECT_NAME}, follow this link within {minutes} minutes:"
        f"\n\n{_link(base_url, 'reset-password', token)}\n\n"
        "If you did not ask for this, ignore this mail; your password stays as it is.",
    )


def password_changed(*, to: str, base_url: str) -> Message:
    """Tells a user that the password is another."""
    return _message(
        to,
        "Your password was changed",
        f"Your password at {PROJECT_NAME} was changed.\n"
        "If it was not you, choose a new one at once, which ends all sessions:\n\n"
        f"{base_url}/forgot-password",
    )


def reuse_detected(*, to: str, base_url: str) -> Message:
    """Warns a user whose session was copied."""
    return _message(
        to,
        "A session was ended for your safety",
        f"One of your sessions at {PROJECT_NAME} was used from two places, so we ended it.\n"
        "If you do not know why, choose a new password, which ends all sessions:\n\n"
        f"{base_url}/forgot-password",
    )


def _link(base_url: str, page: str, token: str) -> str:
    """The address of a page that takes a token; behind `#` it reaches no server's log."""
    return f"{base_url}/{page}#{urlencode({'token': token})}"


def _message(to: str, subject: str, text: str) -> Message:
    """A mail with the footer."""
    return Message(to=to, subject=f"{PROJECT_NAME}: {subject}", text=text + _FOOTER)
