"""One-time tokens in use: issued into a mail, redeemed by what the mail leads to."""

from datetime import timedelta
from uuid import UUID

from app.core.ids import new_id
from app.features.accounts.trail import record_user
from app.features.auth.entities import OneTimeToken, Purpose
from app.features.auth.errors import token_invalid
from app.features.auth.events import EmailVerified
from app.features.auth.opaque import digest, new_secret
from app.features.auth.repository import CredentialRepository, OneTimeTokenRepository
from app.infra.database import Work
from app.infra.resources import Resources


async def issue(resources: Resources, work: Work, *, user_id: UUID, purpose: Purpose) -> str:
    """A new token; the user's earlier ones of the same purpose end (BR-38)."""
    settings, now = resources.settings.auth, resources.clock()
    life = {
        Purpose.VERIFY_EMAIL: timedelta(hours=settings.verification_hours),
        Purpose.RESET_PASSWORD: timedelta(minutes=settings.reset_minutes),
    }[purpose]
    secret = new_secret()
    await work.repository(OneTimeTokenRepository).replace(
        OneTimeToken(
            id=new_id(),
            user_id=user_id,
            purpose=purpose,
            digest=digest(secret),
            expires_at=now + life,
            created_at=now,
        )
    )
    return secret


async def redeem(resources: Resources, work: Work, *, token: str, purpose: Purpose) -> UUID:
    """Use the token up; whose it was. Raises OneTimeTokenInvalid (BR-38)."""
    tokens = work.repository(OneTimeTokenRepository)
    user_id = await tokens.owner(digest(token), purpose, now=resources.clock())
    if user_id is None or not await tokens.redeem(digest(token)):
        raise token_invalid()
    return user_id


async def believe_email(resources: Resources, work: Work, *, user_id: UUID) -> None:
    """The user received a token at the address, so it is verified."""
    credentials = work.repository(CredentialRepository)
    if await credentials.set_verified(user_id, now=resources.clock()):
        work.publish(EmailVerified(user_id=user_id))
        await record_user(work, "user.email_verified", user_id, actor_id=user_id)
