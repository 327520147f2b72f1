"""Settings of authentication with JWT access tokens."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, SecretStr, field_validator

from app.features.auth.credential_settings import CredentialSettings
from app.infra.settings import settings_config

# RFC 7518 section 3.2: a key for HS256 has at least 256 bits.
MIN_SECRET_LENGTH = 32
# Of that many random characters far more differ.
MIN_SECRET_DIFFERENT = 12


class AuthSettings(CredentialSettings):
    """Authentication."""

    model_config = settings_config("AUTH_")

    secret_key: Annotated[
        SecretStr,
        Field(
            min_length=MIN_SECRET_LENGTH,
            description="Signs access tokens; `make setup` writes a random one to .env.",
        ),
    ]
    previous_secret_key: Annotated[
        SecretStr | None,
        Field(
            min_length=MIN_SECRET_LENGTH,
            description="The key before a rotation; tokens that it signed stay valid.",
        ),
    ] = None
    issuer: Annotated[str, Field(min_length=1, description="The iss claim.")] = "app"
    audience: Annotated[str, Field(min_length=1, description="The aud claim.")] = "app"
    access_token_minutes: Annotated[
        int, Field(ge=1, le=60, description="Life of an access token.")
    ] = 10
    refresh_token_days: Annotated[
        int, Field(ge=1, le=90, description="Life of a refresh token; each refresh starts anew.")
    ] = 14
    session_days: Annotated[
        int, Field(ge=1, le=365, description="The longest a login lasts, however often refreshed.")
    ] = 90

    @field_validator("previous_secret_key", mode="before")
    @classmethod
    def _absent(cls, value: object) -> object:
        """An empty variable means no key."""
        return value or None

    def production_faults(self) -> Iterable[str]:
        """Weak hashing parameters and guessable secrets."""
        yield from super().production_faults()
        if len(set(self.secret_key.get_secret_value())) < MIN_SECRET_DIFFERENT:
            yield "  AUTH_SECRET_KEY: is too uniform to be random"
