"""Everything that the documents derive from, gathered once from the running code."""

import importlib
import pkgutil
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import app
from app.core.commands import Command, command_registry
from app.core.errors import AppError, error_registry
from app.core.events import Event, event_registry
from app.core.permissions import Permission, permission_registry
from app.documents.shapes import Migration, Table
from app.documents.tables import read_migrations, read_tables
from app.http.openapi import api_document
from app.infra.settings import SettingsGroup
from app.settings import groups

_TARGET = re.compile(r"^([a-z][a-z0-9-]*):.*?## (.+)$", re.MULTILINE)
_REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)(\[[^\]]*\])?(?P<bounds>[^;]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The project as its code and its files declare it."""

    root: Path
    date: str
    project: Mapping[str, Any]
    packages: Mapping[str, str]
    openapi: Mapping[str, Any]
    permissions: Mapping[str, Permission]
    errors: Mapping[str, type[AppError]]
    events: Mapping[str, type[Event]]
    commands: Mapping[str, Command]
    settings: Mapping[str, type[SettingsGroup]]
    tables: tuple[Table, ...]
    migrations: tuple[Migration, ...]
    targets: Mapping[str, str]


def gather(root: Path) -> Facts:
    """The facts of the project in `root`; needs no settings, no database and no network."""
    _import_everything()
    document = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return Facts(
        root=root,
        date=_date(root),
        project=document["project"],
        packages=_packages(document),
        openapi=api_document(),
        permissions=permission_registry(),
        errors=error_registry(),
        events=event_registry(),
        commands=command_registry(),
        settings=groups(),
        tables=read_tables(),
        migrations=read_migrations(root),
        targets=_targets(root / "Makefile"),
    )


def _import_everything() -> None:
    """Import all modules of the application, so that the registries hold what they ever will."""
    for module in pkgutil.walk_packages(app.__path__, f"{app.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _date(root: Path) -> str:
    """The date of the documents, which the handoff carries."""
    path = root / "docs/Backend Developer/BackendHandoff.md"
    found = re.search(r'^date: "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


def _packages(document: Mapping[str, Any]) -> dict[str, str]:
    """The required packages by name, each with its bounds."""
    required = [
        *document["project"]["dependencies"],
        *(line for group in document.get("dependency-groups", {}).values() for line in group),
    ]
    matches = [_REQUIREMENT.match(line) for line in required]
    return {match["name"]: match["name"] + match["bounds"].strip() for match in matches if match}


def _targets(makefile: Path) -> dict[str, str]:
    """The targets of the Makefile that have a description."""
    return dict(_TARGET.findall(makefile.read_text(encoding="utf-8")))
