"""Who makes the request."""

from app.core.errors import Unauthenticated
from app.core.permissions import Principal
from app.infra.resources import Resources


async def authenticate(resources: Resources, *, authorization: str | None) -> Principal:
    """The principal of a bearer token; raises Unauthenticated."""
    raise Unauthenticated(headers={"WWW-Authenticate": "Bearer"})
