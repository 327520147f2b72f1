"""Access parameters: each operation says in its signature who may call it."""

from typing import Annotated, Any, cast

import structlog
from fastapi import Depends, Header
from starlette.requests import Request

from app.core.permissions import Permission, Principal
from app.features.auth.authentication import authenticate
from app.infra.edge.exchange import Exchange
from app.infra.rate_limits.limiter import RateLimiter
from app.infra.rate_limits.policy import LimitState
from app.infra.resources import Resources


class Requirement:
    """What an operation requires; None means that anybody may call it.

    `OperationRoute` checks it before the body is read; as a dependency it merely hands the
    principal to the handler.
    """

    def __init__(self, permission: Permission | None) -> None:
        self.permission = permission

    async def __call__(self, request: Request) -> Principal | None:
        """The principal that `admit` established."""
        return cast("Principal | None", request.scope.get("principal"))


PUBLIC = Depends(Requirement(None))


def requires(permission: Permission) -> Any:
    """The access parameter of operations that need `permission`."""
    return Depends(Requirement(permission))


async def admit(
    request: Request, permission: Permission | None, *, checks_credentials: bool
) -> None:
    """Count the request and establish the principal.

    Raises TooManyRequests, Unauthenticated or PermissionDenied.
    """
    exchange: Exchange = request.scope["exchange"]
    limiter: RateLimiter = request.app.state.limiter
    if checks_credentials:
        note(exchange, await limiter.credentials(exchange.address))
    if permission is None:
        return
    resources: Resources = request.app.state.resources
    principal = await authenticate(resources, authorization=request.headers.get("authorization"))
    request.scope["principal"] = principal
    user_id = str(principal.user_id)
    structlog.contextvars.bind_contextvars(user_id=user_id)
    note(exchange, await limiter.identity(user_id))
    principal.require(permission)


def note(exchange: Exchange, state: LimitState | None) -> None:
    """Keep the state for the headers; raises TooManyRequests if the limit is exceeded."""
    if state is not None:
        exchange.limits.append(state)
        state.require()


async def resources_of(request: Request) -> Resources:
    """The resources of the process."""
    return cast(Resources, request.app.state.resources)


ResourcesDep = Annotated[Resources, Depends(resources_of)]
IfMatch = Annotated[str | None, Header(description="The ETag last read.", max_length=200)]
