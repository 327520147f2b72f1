"""Health checks: every dependency that requests need declares how to ask whether it works."""

from collections.abc import Callable
from typing import Any, TypeVar

Check = Callable[[Any], Any]
C = TypeVar("C", bound=Check)

_registry: dict[str, Check] = {}


def health_check(name: str) -> Callable[[C], C]:
    """Register the decorated function, which takes the resources and raises if `name` is down."""

    def register(check: C) -> C:
        _registry[name] = check
        return check

    return register


def health_checks() -> dict[str, Check]:
    """All declared checks by name, sorted."""
    return dict(sorted(_registry.items()))
