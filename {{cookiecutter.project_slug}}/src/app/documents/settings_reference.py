"""The settings as their groups declare them: for the tables and for `.env.example`."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from app.infra.settings import SettingsGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A variable of the environment; `default` is None where the value is required."""

    name: str
    description: str
    default: str | None
    secret: bool


def variables(group: type[SettingsGroup]) -> Iterator[Variable]:
    """The variables of a group, in the order of their declaration."""
    prefix = str(group.model_config.get("env_prefix", ""))
    for name, field in group.model_fields.items():
        yield Variable(
            name=f"{prefix}{name}".upper(),
            description=field.description or "",
            default=None if field.is_required() else _text(field.get_default()),
            secret=_is_secret(field),
        )


def _is_secret(field: FieldInfo) -> bool:
    """Whether the value must not be shown."""
    return field.annotation is SecretStr


def _text(value: Any) -> str:
    """A default as it stands in the environment."""
    match value:
        case SecretStr():
            return value.get_secret_value()
        case bool():
            return str(value).lower()
        case Enum():
            return str(value.value)
        case list() | tuple():
            return ",".join(map(str, value))
        case None:
            return ""
        case _:
            return str(value)
