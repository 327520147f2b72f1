"""Use cases of tokens: log in, refresh, log out."""

from datetime import timedelta
from uuid import UUID

from app.core.errors import AppError
from app.core.ids import new_id
from app.core.permissions import Principal
from app.features.accounts.trail import record_user
from app.features.auth.alarms import Alarm, raise_alarm
from app.features.auth.attempts import check_password, settle
from app.features.auth.authentication import CHALLENGE
from app.features.auth.entities import Credentials
from app.features.auth.opaque import digest, new_secret
from app.features.tokens.access import access_tokens
from app.features.tokens.entities import AccessClaims, RefreshToken, Session, TokenPair
from app.features.tokens.errors import InvalidRefreshToken
from app.features.tokens.events import RefreshTokenReused
from app.features.tokens.repository import SessionRepository
from app.infra.database import Work
from app.infra.resources import Resources


async def login(resources: Resources, *, email: str, password: str) -> TokenPair:
    """Open a session; raises InvalidCredentials, EmailNotVerified or LoginThrottled."""
    attempt = await check_password(resources, email=email, password=password)
    async with resources.transaction() as work:
        settled = await settle(resources, work, attempt)
        outcome = (
            settled if isinstance(settled, AppError) else await _open(resources, work, settled)
        )
    return _returned(outcome)


async def refresh(resources: Resources, *, refresh_token: str) -> TokenPair:
    """Exchange a refresh token for new tokens; raises InvalidRefreshToken."""
    async with resources.transaction() as work:
        outcome = await _rotate(resources, work, refresh_token)
    return _returned(outcome)


async def logout(resources: Resources, *, actor: Principal) -> None:
    """End the actor's session."""
    if actor.session_id is None:
        return
    async with resources.transaction() as work:
        sessions = work.repository(SessionRepository)
        if await sessions.revoke(actor.session_id, now=resources.clock()):
            await _record(work, "session.ended", actor.user_id, actor.session_id)


async def _open(resources: Resources, work: Work, whose: Credentials) -> TokenPair:
    """A new session."""
    now = resources.clock()
    life = timedelta(days=resources.settings.auth.session_days)
    session = Session(id=new_id(), user_id=whose.user_id, created_at=now, expires_at=now + life)
    await work.repository(SessionRepository).add(session)
    await _record(work, "session.started", whose.user_id, session.id)
    return await _issue(resources, work, session)


async def _rotate(resources: Resources, work: Work, token: str) -> TokenPair | AppError:
    """New tokens for the session of a refresh token, or the refusal to raise after the commit."""
    now = resources.clock()
    refusal = InvalidRefreshToken(headers={"WWW-Authenticate": CHALLENGE})
    sessions = work.repository(SessionRepository)
    presented = await sessions.presented(digest(token))
    if presented is None or presented.ended:
        return refusal
    session = presented.session
    if not await sessions.use(presented.id, now=now):
        await sessions.revoke(session.id, now=now)
        await _record(work, "session.token_reused", session.user_id, session.id)
        work.publish(RefreshTokenReused(user_id=session.user_id, session_id=session.id))
        raise_alarm(Alarm.REFRESH_TOKEN_REUSED, owner_id=str(session.user_id))
        return refusal
    if presented.expires_at <= now:
        return refusal
    return await _issue(resources, work, session)


async def _issue(resources: Resources, work: Work, session: Session) -> TokenPair:
    """The next tokens of a session."""
    settings, now = resources.settings.auth, resources.clock()
    secret = new_secret()
    token = RefreshToken(
        id=new_id(),
        session_id=session.id,
        digest=digest(secret),
        created_at=now,
        expires_at=min(now + timedelta(days=settings.refresh_token_days), session.expires_at),
    )
    await work.repository(SessionRepository).add_token(token)
    life = timedelta(minutes=settings.access_token_minutes)
    claims = AccessClaims(user_id=session.user_id, session_id=session.id)
    return TokenPair(
        access_token=access_tokens(settings).issue(claims, now=now, life=life),
        refresh_token=secret,
        expires_in=int(life.total_seconds()),
    )


def _returned(outcome: TokenPair | AppError) -> TokenPair:
    """The tokens; raises the refusal."""
    if isinstance(outcome, AppError):
        raise outcome
    return outcome


async def _record(work: Work, action: str, user_id: UUID, session_id: UUID) -> None:
    """Write what happened to a session to the audit trail."""
    after = {"session_id": session_id}
    await record_user(work, action, user_id, actor_id=user_id, after=after)
