"""The settings groups of the machinery: a variable is named by its group's prefix and field."""

import os
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


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
