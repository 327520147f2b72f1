"""Who makes the request: the bearer of an access token whose session goes on."""

from uuid import UUID

from app.core.errors import Unauthenticated
from app.core.permissions import Principal
from app.features.auth.errors import InvalidToken
from app.features.tokens.access import access_tokens
from app.features.tokens.repository import SessionRepository
from app.infra.database import Work
from app.infra.resources import Resources

# RFC 6750 section 3: what WWW-Authenticate says without a token, and with a bad one.
CHALLENGE = "Bearer"
REFUSAL = 'Bearer error="invalid_token"'


async def authenticate(resources: Resources, *, authorization: str | None) -> Principal:
    """The principal of a bearer token; raises Unauthenticated or InvalidToken.

    The database has the last word: a logout, a deactivation or another role acts at once (BR-41).
    """
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthenticated(headers={"WWW-Authenticate": CHALLENGE})
    try:
        claims = access_tokens(resources.settings.auth).read(token, now=resources.clock())
    except InvalidToken as error:
        error.headers["WWW-Authenticate"] = REFUSAL
        raise
    async with resources.reading() as work:
        role = await work.repository(SessionRepository).role(claims)
    if role is None:
        raise InvalidToken(headers={"WWW-Authenticate": REFUSAL})
    return Principal(user_id=claims.user_id, role=role, session_id=claims.session_id)


async def end_access(
    resources: Resources, work: Work, *, user_id: UUID, keep: UUID | None = None
) -> None:
    """End the user's sessions within the transaction, but for the one to keep."""
    sessions = work.repository(SessionRepository)
    await sessions.revoke_all(user_id, keep=keep, now=resources.clock())
