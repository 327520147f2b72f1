"""Warns users whose session was copied."""

from app.core.events import subscribe
from app.features.auth import mails
from app.features.auth.handlers import pages_url
from app.features.auth.repository import CredentialRepository
from app.features.tokens.events import RefreshTokenReused
from app.infra.resources import Resources


@subscribe(RefreshTokenReused)
async def mail_reuse_detected(resources: Resources, event: RefreshTokenReused) -> None:
    """Tell the user that the session was ended."""
    async with resources.reading() as work:
        owner = await work.repository(CredentialRepository).get(event.user_id)
    if owner is not None and owner.active:
        base_url = pages_url(resources.settings)
        await resources.mailer.send(mails.reuse_detected(to=owner.email, base_url=base_url))
