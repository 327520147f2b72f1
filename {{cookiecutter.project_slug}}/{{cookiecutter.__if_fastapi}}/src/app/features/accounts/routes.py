"""The account operations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from app.core.pagination import page_request
from app.core.permissions import Principal
from app.features.accounts import service
from app.features.accounts.permissions import PROFILE_READ, PROFILE_WRITE, USERS_READ, USERS_WRITE
from app.features.accounts.schemas import (
    SORTABLE,
    ProfilePatch,
    UserPage,
    UserPatch,
    UserQuery,
    UserRead,
)
from app.http.access import IfMatch, ResourcesDep, requires
from app.http.replies import no_content, reply, reply_page
from app.http.routing import OperationRoute

router = APIRouter(prefix="/users", tags=["users"], route_class=OperationRoute)

OwnReader = Annotated[Principal, requires(PROFILE_READ)]
OwnWriter = Annotated[Principal, requires(PROFILE_WRITE)]
Reader = Annotated[Principal, requires(USERS_READ)]
Writer = Annotated[Principal, requires(USERS_WRITE)]


@router.get("/me", operation_id="read_own_user", response_model=UserRead)
async def read_own_user(actor: OwnReader, resources: ResourcesDep) -> Response:
    """The actor's account."""
    account = await service.read_own(resources, actor=actor)
    return reply(UserRead, account, version=account.version)


@router.patch("/me", operation_id="update_own_user", response_model=UserRead)
async def update_own_user(
    actor: OwnWriter, resources: ResourcesDep, body: ProfilePatch, if_match: IfMatch = None
) -> Response:
    """The changed account."""
    account = await service.update_own(
        resources, actor=actor, if_match=if_match, changes=body.changes()
    )
    return reply(UserRead, account, version=account.version)


@router.delete("/me", operation_id="delete_own_user", status_code=204)
async def delete_own_user(actor: OwnWriter, resources: ResourcesDep) -> Response:
    """Nothing."""
    await service.delete_own(resources, actor=actor)
    return no_content()


@router.get("", operation_id="list_users", response_model=UserPage)
async def list_users(
    request: Request, actor: Reader, resources: ResourcesDep, query: Annotated[UserQuery, Query()]
) -> Response:
    """The page that the query asks for."""
    page = page_request(limit=query.limit, sort=query.sort, cursor=query.cursor, sortable=SORTABLE)
    found = await service.list_users(resources, actor=actor, page=page, wanted=query.to_filter())
    return reply_page(request, UserPage, found)


@router.get("/{user_id}", operation_id="read_user", response_model=UserRead)
async def read_user(actor: Reader, resources: ResourcesDep, user_id: UUID) -> Response:
    """The account."""
    account = await service.read_user(resources, actor=actor, user_id=user_id)
    return reply(UserRead, account, version=account.version)


@router.patch("/{user_id}", operation_id="update_user", response_model=UserRead)
async def update_user(
    actor: Writer,
    resources: ResourcesDep,
    user_id: UUID,
    body: UserPatch,
    if_match: IfMatch = None,
) -> Response:
    """The changed account."""
    account = await service.update_user(
        resources, actor=actor, user_id=user_id, if_match=if_match, **body.changes()
    )
    return reply(UserRead, account, version=account.version)
