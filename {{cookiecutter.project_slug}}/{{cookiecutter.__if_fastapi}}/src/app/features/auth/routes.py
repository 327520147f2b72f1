"""The credential operations over HTTP."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from app.core.permissions import Principal
from app.features.auth import registration, service
from app.features.auth.permissions import PASSWORD_CHANGE
from app.features.auth.schemas import (
    Accepted,
    EmailOnly,
    EmailVerification,
    PasswordChange,
    PasswordReset,
    Registered,
    Registration,
)
from app.http.access import PUBLIC, ResourcesDep, requires
from app.http.replies import no_content, reply
from app.http.routing import OperationRoute

router = APIRouter(prefix="/auth", tags=["auth"], route_class=OperationRoute)

REGISTERED = "We sent a mail to this address; follow the link in it."
ACCEPTED = "If the address has an account that needs it, a mail is on its way."


@router.post(
    "/register",
    operation_id="register",
    response_model=Registered,
    status_code=201,
    dependencies=[PUBLIC],
)
async def register(resources: ResourcesDep, body: Registration) -> Response:
    """The address, known or not."""
    await registration.register(
        resources, email=body.email, password=body.password, display_name=body.display_name
    )
    answer = Registered(email=body.email, message=REGISTERED)
    return reply(Registered, answer, status=201, location="/users/me")


@router.post("/verify-email", operation_id="verify_email", status_code=204, dependencies=[PUBLIC])
async def verify_email(resources: ResourcesDep, body: EmailVerification) -> Response:
    """Nothing."""
    await registration.verify_email(resources, token=body.token)
    return no_content()


@router.post(
    "/verify-email/resend",
    operation_id="resend_verification",
    response_model=Accepted,
    status_code=202,
    dependencies=[PUBLIC],
)
async def resend_verification(resources: ResourcesDep, body: EmailOnly) -> Response:
    """That it was accepted."""
    await registration.resend_verification(resources, email=body.email)
    return reply(Accepted, Accepted(message=ACCEPTED), status=202)


@router.post("/password/change", operation_id="change_password", status_code=204)
async def change_password(
    actor: Annotated[Principal, requires(PASSWORD_CHANGE)],
    resources: ResourcesDep,
    body: PasswordChange,
) -> Response:
    """Nothing."""
    await service.change_password(
        resources,
        actor=actor,
        current_password=body.current_password,
        new_password=body.new_password,
    )
    return no_content()


@router.post(
    "/password/forgot",
    operation_id="forgot_password",
    response_model=Accepted,
    status_code=202,
    dependencies=[PUBLIC],
)
async def forgot_password(resources: ResourcesDep, body: EmailOnly) -> Response:
    """That it was accepted."""
    await service.forgot_password(resources, email=body.email)
    return reply(Accepted, Accepted(message=ACCEPTED), status=202)


@router.post(
    "/password/reset", operation_id="reset_password", status_code=204, dependencies=[PUBLIC]
)
async def reset_password(resources: ResourcesDep, body: PasswordReset) -> Response:
    """Nothing."""
    await service.reset_password(resources, token=body.token, new_password=body.new_password)
    return no_content()
