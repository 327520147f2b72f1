"""The token operations over HTTP."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from app.core.permissions import Principal
from app.features.tokens import service
from app.features.tokens.permissions import SESSION_END
from app.features.tokens.schemas import Login, Refresh, Tokens
from app.http.access import PUBLIC, ResourcesDep, requires
from app.http.replies import no_content, reply
from app.http.routing import OperationRoute

router = APIRouter(prefix="/auth", tags=["auth"], route_class=OperationRoute)


@router.post("/login", operation_id="login", response_model=Tokens, dependencies=[PUBLIC])
async def login(resources: ResourcesDep, body: Login) -> Response:
    """The tokens of a new session."""
    pair = await service.login(resources, email=body.email, password=body.password)
    return reply(Tokens, pair)


@router.post("/refresh", operation_id="refresh", response_model=Tokens, dependencies=[PUBLIC])
async def refresh(resources: ResourcesDep, body: Refresh) -> Response:
    """The next tokens of the session."""
    return reply(Tokens, await service.refresh(resources, refresh_token=body.refresh_token))


@router.post("/logout", operation_id="logout", status_code=204)
async def logout(
    actor: Annotated[Principal, requires(SESSION_END)], resources: ResourcesDep
) -> Response:
    """Nothing."""
    await service.logout(resources, actor=actor)
    return no_content()
