"""What HTTP carries about tokens."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.core.schemas import InputModel, OutputModel
from app.features.accounts.schemas import Email
from app.features.auth.schemas import GivenPassword


class Login(InputModel):
    """An address and its password."""

    email: Email
    password: GivenPassword


class Refresh(InputModel):
    """The refresh token last received."""

    refresh_token: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class Tokens(OutputModel):
    """The tokens of a session."""

    access_token: Annotated[str, Field(description="Sent as `Authorization: Bearer`.")]
    refresh_token: Annotated[str, Field(description="Buys new tokens, once.")]
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the type's name (RFC 6750)
    expires_in: Annotated[int, Field(description="Seconds that the access token is valid.")]
