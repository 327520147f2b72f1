"""Sends the mails about credentials, once what they tell of is committed."""

from app.core.events import subscribe
from app.features.auth import mails
from app.features.auth.events import (
    PasswordChanged,
    PasswordResetRequested,
    RegistrationRepeated,
    UserRegistered,
    VerificationRequested,
)
from app.infra.resources import Resources
from app.settings import Settings


def pages_url(settings: Settings) -> str:
    """Where the pages are that mails link to."""
    return settings.auth.frontend_url or settings.http.public_url


@subscribe(UserRegistered)
@subscribe(VerificationRequested)
async def mail_verification(
    resources: Resources, event: UserRegistered | VerificationRequested
) -> None:
    """Ask the user to verify the address."""
    await resources.mailer.send(
        mails.verification(
            to=event.email,
            base_url=pages_url(resources.settings),
            token=event.token,
            hours=resources.settings.auth.verification_hours,
        )
    )


@subscribe(RegistrationRepeated)
async def mail_registration_repeated(resources: Resources, event: RegistrationRepeated) -> None:
    """Tell the owner."""
    base_url = pages_url(resources.settings)
    await resources.mailer.send(mails.registration_repeated(to=event.email, base_url=base_url))


@subscribe(PasswordResetRequested)
async def mail_password_reset(resources: Resources, event: PasswordResetRequested) -> None:
    """Let the user choose a new password."""
    await resources.mailer.send(
        mails.password_reset(
            to=event.email,
            base_url=pages_url(resources.settings),
            token=event.token,
            minutes=resources.settings.auth.reset_minutes,
        )
    )


@subscribe(PasswordChanged)
async def mail_password_changed(resources: Resources, event: PasswordChanged) -> None:
    """Tell the user."""
    base_url = pages_url(resources.settings)
    await resources.mailer.send(mails.password_changed(to=event.email, base_url=base_url))
