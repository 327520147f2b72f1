"""Settings that differ from those of the tests' environment."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from app.infra.edge.settings import HttpSettings, LimitSettings
from app.infra.settings import AppSettings, DatabaseSettings
from app.settings import Settings, load_settings

Values = Mapping[str, Any]
NONE: Values = MappingProxyType({})


def settings_with(
    *,
    app: Values = NONE,
    database: Values = NONE,
    http: Values = NONE,
    limits: Values = NONE,
) -> Settings:
    """Settings whose groups differ in the given values."""
    return replace(
        load_settings(),
        app=AppSettings(**app),
        database=DatabaseSettings(**database),
        http=HttpSettings(**http),
        limits=LimitSettings(**limits),
    )
