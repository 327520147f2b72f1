"""Use cases of passwords, which every scheme with passwords shares."""

from app.core.errors import AppError
from app.core.permissions import Principal
from app.features.accounts.trail import record_user
from app.features.auth.attempts import check_password, settle
from app.features.auth.authentication import end_access
from app.features.auth.entities import Credentials, Purpose
from app.features.auth.errors import InvalidCredentials, PasswordIncorrect, token_invalid
from app.features.auth.events import PasswordChanged, PasswordResetRequested
from app.features.auth.mailed import believe_email, issue, redeem
from app.features.auth.opaque import digest
from app.features.auth.pacing import evened_out
from app.features.auth.passwords import require_acceptable
from app.features.auth.repository import (
    CredentialRepository,
    FailureRepository,
    OneTimeTokenRepository,
)
from app.features.auth.rules import attempt_key
from app.infra.resources import Resources


async def change_password(
    resources: Resources, *, actor: Principal, current_password: str, new_password: str
) -> None:
    """Replace the password and end the user's other sessions (BR-40).

    Raises PasswordRejected, PasswordIncorrect or LoginThrottled.
    """
    async with resources.reading() as work:
        own = await work.repository(CredentialRepository).get(actor.user_id)
    if own is None:
        raise PasswordIncorrect
    require_acceptable(new_password, email=own.email, field="new_password")
    attempt = await check_password(resources, email=own.email, password=current_password)
    new_hash = await resources.passwords.hash(new_password) if attempt.correct else None
    async with resources.transaction() as work:
        settled = await settle(resources, work, attempt)
        if not isinstance(settled, AppError):
            await work.repository(CredentialRepository).set_password_hash(own.user_id, new_hash)
            await work.repository(OneTimeTokenRepository).withdraw(
                own.user_id, Purpose.RESET_PASSWORD
            )
            await end_access(resources, work, user_id=own.user_id, keep=actor.session_id)
            work.publish(PasswordChanged(user_id=own.user_id, email=own.email))
            await record_user(work, "user.password_changed", own.user_id, actor_id=own.user_id)
    if isinstance(settled, InvalidCredentials):
        raise PasswordIncorrect
    if isinstance(settled, AppError):
        raise settled


async def forgot_password(resources: Resources, *, email: str) -> None:
    """Mail a link to a known address; for others nothing happens, and nobody sees which."""
    async with evened_out(resources.settings.auth), resources.transaction() as work:
        known = await work.repository(CredentialRepository).find(email)
        user_id = known.user_id if known else None
        if known is not None and known.active:
            token = await issue(
                resources, work, user_id=known.user_id, purpose=Purpose.RESET_PASSWORD
            )
            work.publish(
                PasswordResetRequested(user_id=known.user_id, email=known.email, token=token)
            )
        await record_user(work, "user.password_reset_requested", user_id)


async def reset_password(resources: Resources, *, token: str, new_password: str) -> None:
    """Replace the password, end all sessions and believe the address, which got the token (BR-40).

    Raises OneTimeTokenInvalid, or PasswordRejected, after which the token can be used again.
    """
    own = await _owner(resources, token)
    require_acceptable(new_password, email=own.email, field="new_password")
    new_hash = await resources.passwords.hash(new_password)
    async with resources.transaction() as work:
        await redeem(resources, work, token=token, purpose=Purpose.RESET_PASSWORD)
        await work.repository(CredentialRepository).set_password_hash(own.user_id, new_hash)
        await believe_email(resources, work, user_id=own.user_id)
        await end_access(resources, work, user_id=own.user_id)
        await work.repository(FailureRepository).forget(attempt_key(own.email))
        work.publish(PasswordChanged(user_id=own.user_id, email=own.email))
        await record_user(work, "user.password_reset", own.user_id, actor_id=own.user_id)


async def _owner(resources: Resources, token: str) -> Credentials:
    """Whose reset token it is; raises OneTimeTokenInvalid."""
    async with resources.reading() as work:
        tokens = work.repository(OneTimeTokenRepository)
        user_id = await tokens.owner(digest(token), Purpose.RESET_PASSWORD, now=resources.clock())
        if user_id is not None:
            own = await work.repository(CredentialRepository).get(user_id)
            if own is not None and own.active:
                return own
    raise token_invalid()
