"""Settings that differ from those of the tests' environment."""

from dataclasses import replace
from typing import Any

from app.infra.edge.settings import HttpSettings, LimitSettings
from app.settings import Settings, load_settings


def with_http(**values: Any) -> Settings:
    """Settings whose edge differs in `values`."""
    return replace(load_settings(), http=HttpSettings(**values))


def with_limits(**values: Any) -> Settings:
    """Settings whose limits differ in `values`."""
    return replace(load_settings(), limits=LimitSettings(**values))
