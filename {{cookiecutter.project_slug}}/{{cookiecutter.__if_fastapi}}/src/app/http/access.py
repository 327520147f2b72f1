"""Access parameters: each operation says in its signature who may call it."""

from typing import Annotated, Any, cast

from fastapi import Depends, Header
from starlette.requests import Request

from app.core.permissions import Permission, Principal
from app.features.auth.authentication import authenticate
from app.infra.resources import Resources


class Requirement:
    """What an operation requires; None means that anybody may call it.

    `OperationRoute` checks it before the body is read; as a dependency it merely hands the
    principal to the handler.
    """

    def __init__(self, permission: Permission | None) -> None:
        self.permission = permission

    async def __call__(self, request: Request) -> Principal | None:
        """The principal that `authorise` established."""
        return cast("Principal | None", request.scope.get("principal"))


PUBLIC = Depends(Requirement(None))


def requires(permission: Permission) -> Any:
    """The access parameter of operations that need `permission`."""
    return Depends(Requirement(permission))


async def authorise(request: Request, permission: Permission | None) -> None:
    """Establish the principal; raises Unauthenticated or PermissionDenied."""
    if permission is None:
        return
    resources: Resources = request.app.state.resources
    principal = await authenticate(resources, authorization=request.headers.get("authorization"))
    request.scope["principal"] = principal
    principal.require(permission)


async def resources_of(request: Request) -> Resources:
    """The resources of the process."""
    return cast(Resources, request.app.state.resources)


ResourcesDep = Annotated[Resources, Depends(resources_of)]
IfMatch = Annotated[str | None, Header(description="The ETag last read.", max_length=200)]
