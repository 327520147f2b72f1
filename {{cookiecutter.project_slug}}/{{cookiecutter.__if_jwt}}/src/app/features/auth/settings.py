"""Settings of authentication with JWT access tokens."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, SecretStr

from app.infra.settings import SettingsGroup, settings_config

# RFC 7518 section 3.2: a key for HS256 has at least 256 bits.
MIN_SECRET_LENGTH = 32


class AuthSettings(SettingsGroup):
    """Authentication."""

    model_config = settings_config("AUTH_")

    secret_key: Annotated[
        SecretStr,
        Field(
            min_length=MIN_SECRET_LENGTH,
            description="Signs access tokens; `make setup` writes a random one to .env.",
        ),
    ]
    issuer: Annotated[str, Field(description="The iss claim.")] = "app"
    audience: Annotated[str, Field(description="The aud claim.")] = "app"
    access_token_minutes: Annotated[
        int, Field(ge=1, le=60, description="Life of an access token.")
    ] = 10
    refresh_token_days: Annotated[
        int, Field(ge=1, le=90, description="Life of a refresh token.")
    ] = 14
    password_hash_time_cost: Annotated[
        int, Field(ge=1, description="Argon2id passes (OWASP: 2).")
    ] = 2
    password_hash_memory_kib: Annotated[
        int, Field(ge=8, description="Argon2id memory in KiB (OWASP: 19456).")
    ] = 19_456
    password_hash_concurrency: Annotated[
        int, Field(ge=1, description="Hashes computed at the same time in one process.")
    ] = 2

    def production_faults(self) -> Iterable[str]:
        """Weak hashing parameters and guessable secrets."""
        if self.password_hash_memory_kib < 19_456:
            yield "  AUTH_PASSWORD_HASH_MEMORY_KIB: must be at least 19456 in production"
        if len(set(self.secret_key.get_secret_value())) < 12:
            yield "  AUTH_SECRET_KEY: is too uniform to be random"
