"""The settings groups of the machinery. A variable's name is the group's prefix and the field's name."""

import os
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Environment(StrEnum):
    """Where the process runs; production turns the strict checks on."""

    LOCAL = "local"
    TEST = "test"
    STAGING = "staging"
    PRODUCTION = "production"


# Tests name another file, or none, so that a developer's .env cannot change their outcome.
ENV_FILE = os.environ.get("APP_ENV_FILE", ".env")


class SettingsGroup(BaseSettings):
    """Base of all groups."""

    model_config = SettingsConfigDict(env_file=ENV_FILE, extra="ignore", frozen=True)

    def production_faults(self) -> Iterable[str]:
        """What makes these values unfit for production, each line starting with the variable."""
        return ()


def settings_config(prefix: str) -> SettingsConfigDict:
    """The configuration of a group whose variables start with `prefix`."""
    return SettingsConfigDict(env_file=ENV_FILE, extra="ignore", frozen=True, env_prefix=prefix)


def _split(value: object) -> object:
    """A comma-separated variable as a list."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


class AppSettings(SettingsGroup):
    """The process."""

    model_config = settings_config("APP_")

    env: Annotated[Environment, Field(description="local, test, staging or production.")]
    log_level: Annotated[
        str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="The least level logged.")
    ] = "INFO"
    log_format: Annotated[
        str, Field(pattern="^(json|console)$", description="json lines, or colours for people.")
    ] = "json"


class DatabaseSettings(SettingsGroup):
    """The database."""

    model_config = settings_config("DATABASE_")

    url: Annotated[
        SecretStr, Field(description="scheme://user:password@host:port/name, without a driver.")
    ]
    pool_size: Annotated[
        int, Field(ge=1, le=200, description="Connections of each pool (reads, writes).")
    ] = 8
    pool_timeout_seconds: Annotated[
        float, Field(gt=0, description="How long a request waits for a connection before 503.")
    ] = 10
    pool_recycle_seconds: Annotated[
        int, Field(ge=1, description="The age at which a connection is replaced.")
    ] = 1800
    statement_timeout_seconds: Annotated[
        float, Field(gt=0, description="The longest a statement may run.")
    ] = 15
    slow_query_ms: Annotated[
        float, Field(gt=0, description="Statements slower than this are logged.")
    ] = 200
    transaction_pooler: Annotated[
        bool, Field(description="true behind a transaction pooler such as PgBouncer.")
    ] = False


class HttpSettings(SettingsGroup):
    """The edge."""

    model_config = settings_config("HTTP_")

    public_url: Annotated[
        str, Field(pattern="^https?://[^/]+$", description="Where clients reach the service.")
    ] = "http://127.0.0.1:8000"
    allowed_hosts: Annotated[
        list[str], NoDecode, Field(description="Comma-separated Host names that are answered.")
    ] = ["localhost", "127.0.0.1", "testserver"]
    cors_origins: Annotated[
        list[str],
        NoDecode,
        Field(description="Comma-separated origins that browsers may call from."),
    ] = []
    trusted_proxies: Annotated[
        list[str],
        NoDecode,
        Field(description="Comma-separated addresses or networks whose X-Forwarded-* is believed."),
    ] = []
    force_https: Annotated[bool, Field(description="Answer plain http with a redirect.")] = False
    max_body_bytes: Annotated[int, Field(ge=1024, description="The largest request body.")] = (
        1_048_576
    )
    max_json_depth: Annotated[int, Field(ge=2, le=200, description="The deepest JSON nesting.")] = (
        32
    )
    docs_enabled: Annotated[bool, Field(description="Serve /docs and /openapi.json.")] = True
    metrics_enabled: Annotated[bool, Field(description="Serve /metrics on the public port.")] = True

    @field_validator("allowed_hosts", "cors_origins", "trusted_proxies", mode="before")
    @classmethod
    def _lists(cls, value: object) -> object:
        """Accept comma-separated variables."""
        return _split(value)


class LimitSettings(SettingsGroup):
    """Request limits, in the notation of the `limits` library (`100/minute`)."""

    model_config = settings_config("RATE_LIMIT_")

    storage_url: Annotated[
        SecretStr,
        Field(description="memory:// counts per process; redis://host shares the counts."),
    ] = SecretStr("memory://")
    per_ip: Annotated[str, Field(description="Requests of one address.")] = "600/minute"
    per_identity: Annotated[str, Field(description="Requests of one account.")] = "300/minute"
    credentials: Annotated[
        str, Field(description="Requests of one address to operations that check credentials.")
    ] = "20/minute"
