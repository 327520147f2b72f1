"""Settings, read from the environment once, at start.

Every group declares its variables with a type and a description; the reference in the README and
`.env.example` come from here. A missing or weak value stops the start and is named.
"""

from dataclasses import dataclass, fields
from typing import Any

from pydantic import ValidationError
from pydantic_settings import BaseSettings

from app.features.auth.settings import AuthSettings
from app.infra.edge.settings import HttpSettings, LimitSettings
from app.infra.settings import AppSettings, DatabaseSettings, Environment, SettingsGroup
from app.integrations.mail.settings import MailSettings

# your own imports below this line


class SettingsError(Exception):
    """The environment does not hold usable settings; the message names each variable."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of the process, by group."""

    app: AppSettings
    database: DatabaseSettings
    http: HttpSettings
    limits: LimitSettings
    auth: AuthSettings
    mail: MailSettings
    # your own groups below this line


def groups() -> dict[str, type[SettingsGroup]]:
    """The settings groups by name, in the order of the reference."""
    return {field.name: field.type for field in fields(Settings) if isinstance(field.type, type)}


def load_settings() -> Settings:
    """Read the environment and `.env`; raises SettingsError naming every unusable variable."""
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name, group in groups().items():
        try:
            values[name] = group()
        except ValidationError as error:
            faults.extend(_faults(group, error))
    if not faults and values["app"].env is Environment.PRODUCTION:
        faults.extend(fault for group in values.values() for fault in group.production_faults())
    if faults:
        raise SettingsError("\n".join(["The settings are not usable:", *faults]))
    return Settings(**values)


def _faults(group: type[BaseSettings], error: ValidationError) -> list[str]:
    """One line for each fault, starting with the variable's name; never the rejected value."""
    prefix = group.model_config.get("env_prefix", "")
    return [
        f"  {prefix}{'.'.join(str(part) for part in fault['loc'])}".upper() + f": {fault['msg']}"
        for fault in error.errors(include_input=False)
    ]
