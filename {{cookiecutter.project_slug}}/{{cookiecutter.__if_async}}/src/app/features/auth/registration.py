"""Use cases of registration."""

from app.core.permissions import Role
from app.features.accounts.entities import Account, Profile
from app.features.accounts.errors import EmailTaken
from app.features.accounts.repository import AccountRepository
from app.features.accounts.service import new_account
from app.features.accounts.trail import record_user
from app.features.auth.entities import Purpose
from app.features.auth.events import RegistrationRepeated, UserRegistered, VerificationRequested
from app.features.auth.mailed import believe_email, issue, redeem
from app.features.auth.pacing import evened_out
from app.features.auth.passwords import require_acceptable
from app.features.auth.repository import CredentialRepository, OneTimeTokenRepository
from app.infra.database import Work
from app.infra.resources import Resources


async def register(resources: Resources, *, email: str, password: str, display_name: str) -> None:
    """Open an account for a new address, or write to the owner of a known one; nobody sees which.

    Raises PasswordRejected. A known account stays as it is even while its address is unverified:
    whoever registered it first could be anybody, so the mail leads to a password reset.
    """
    require_acceptable(password, email=email)
    password_hash = await resources.passwords.hash(password)
    profile = Profile(display_name=display_name)
    account = new_account(resources, email=email, role=Role.CUSTOMER, profile=profile)
    async with evened_out(resources.settings.auth):
        try:
            async with resources.transaction() as work:
                await _open(resources, work, account, password_hash)
        except EmailTaken:
            async with resources.transaction() as work:
                await _repeat(work, email)


async def _open(resources: Resources, work: Work, account: Account, password_hash: str) -> None:
    """Store the account and ask its owner to verify the address."""
    await work.repository(AccountRepository).add(account, password_hash=password_hash)
    token = await issue(resources, work, user_id=account.id, purpose=Purpose.VERIFY_EMAIL)
    work.publish(UserRegistered(user_id=account.id, email=account.email, token=token))
    await record_user(work, "user.registered", account.id)


async def _repeat(work: Work, email: str) -> None:
    """Tell the owner that somebody registered the address again."""
    known = await work.repository(CredentialRepository).find(email)
    if known is None:  # erased in between
        return
    tokens = work.repository(OneTimeTokenRepository)
    await tokens.withdraw(known.user_id, Purpose.VERIFY_EMAIL)
    work.publish(RegistrationRepeated(user_id=known.user_id, email=known.email))
    await record_user(work, "user.registration_repeated", known.user_id)


async def verify_email(resources: Resources, *, token: str) -> None:
    """Believe that the address is the user's; raises OneTimeTokenInvalid (BR-38)."""
    async with resources.transaction() as work:
        user_id = await redeem(resources, work, token=token, purpose=Purpose.VERIFY_EMAIL)
        await believe_email(resources, work, user_id=user_id)


async def resend_verification(resources: Resources, *, email: str) -> None:
    """Mail a new link to an unverified address; nobody sees whether this happened."""
    async with evened_out(resources.settings.auth), resources.transaction() as work:
        known = await work.repository(CredentialRepository).find(email)
        user_id = known.user_id if known else None
        if known is not None and known.active and not known.email_verified:
            token = await issue(
                resources, work, user_id=known.user_id, purpose=Purpose.VERIFY_EMAIL
            )
            work.publish(
                VerificationRequested(user_id=known.user_id, email=known.email, token=token)
            )
        await record_user(work, "user.verification_requested", user_id)
