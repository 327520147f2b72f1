"""Sessions of one user, for tests that call the services themselves."""

from app.core.permissions import Principal
from app.features.auth.authentication import authenticate
from app.features.auth.errors import InvalidToken
from app.features.tokens import service
from app.features.tokens.entities import TokenPair
from app.features.tokens.errors import InvalidRefreshToken
from app.infra.resources import Resources

EMAIL, PASSWORD = "ada@example.com", "a phrase of some length"


async def log_in(resources: Resources) -> TokenPair:
    """A new session of Ada's."""
    return await service.login(resources, email=EMAIL, password=PASSWORD)


async def who(resources: Resources, pair: TokenPair) -> Principal:
    """Whose access token it is."""
    return await authenticate(resources, authorization=f"Bearer {pair.access_token}")


async def goes_on(resources: Resources, pair: TokenPair) -> bool:
    """Whether the session goes on; asked of both tokens, which uses the refresh token up."""
    try:
        await who(resources, pair)
        accepted = True
    except InvalidToken:
        accepted = False
    try:
        await service.refresh(resources, refresh_token=pair.refresh_token)
    except InvalidRefreshToken:
        assert not accepted
    else:
        assert accepted
    return accepted
