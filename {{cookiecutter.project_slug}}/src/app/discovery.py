"""Finds what the features offer, by module name, so that no list has to be edited."""

import importlib
import pkgutil
from collections.abc import Iterator
from importlib.util import find_spec
from types import ModuleType

from app import features, integrations


def feature_names() -> list[str]:
    """The names of all feature packages, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(features.__path__))


def feature_modules(name: str) -> Iterator[ModuleType]:
    """Import and yield `app.features.<feature>.<name>` wherever there is one, in name order."""
    for feature in feature_names():
        path = f"{features.__name__}.{feature}.{name}"
        if find_spec(path) is not None:
            yield importlib.import_module(path)


def command_modules() -> Iterator[ModuleType]:
    """Import and yield the modules that declare commands: shared ones and those of features."""
    for name in ("commands", "documents.commands", "http.commands", "http.openapi_commands"):
        yield importlib.import_module(f"app.{name}")
    yield from feature_modules("commands")


def register_health_checks() -> None:
    """Import what declares health checks: the database, integrations and features."""
    importlib.import_module("app.infra.health")
    for kind in pkgutil.iter_modules(integrations.__path__):
        path = f"{integrations.__name__}.{kind.name}.health"
        if find_spec(path) is not None:
            importlib.import_module(path)
    for _ in feature_modules("health"):
        continue


def register_declarations() -> None:
    """Import what fills the registries of `app.core`: permissions, operations and error classes."""
    for name in ("errors", "permissions", "operations"):
        for _ in feature_modules(name):
            continue
