""".env.example: every variable with its meaning and its default."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.documents.facts import Facts
from app.documents.files import Renewal
from app.documents.settings_reference import Variable, variables
from app.infra.settings import SettingsGroup

NAME = ".env.example"
_HEADER = """\
# Every setting with its meaning; what is commented out shows the default.
# `make setup` copies this file to .env and fills in the secrets. `make docs` writes it and keeps
# the values of the settings that have no default."""
_ASSIGNED = re.compile(r"^([A-Z][A-Z0-9_]*)=(.*)$", re.MULTILINE)


def renew_environment_file(facts: Facts) -> Renewal:
    """The file for the settings of the project; required values stay as they are."""
    path = facts.root / NAME
    old = path.read_text(encoding="utf-8") if path.exists() else None
    kept = kept_values(facts.root)
    sections = ["\n".join(_section(group, kept)) for group in facts.settings.values()]
    new = "\n\n".join([_HEADER, *sections]) + "\n"
    return Renewal(Path(path), old, new, () if old == new else ("settings",))


def kept_values(root: Path) -> dict[str, str]:
    """The values that the file assigns: those of the settings without a default."""
    path = root / NAME
    return dict(_ASSIGNED.findall(path.read_text(encoding="utf-8"))) if path.exists() else {}


def _section(group: type[SettingsGroup], kept: Mapping[str, str]) -> Iterator[str]:
    """The lines of one group."""
    yield f"# ---- {(group.__doc__ or '').strip().partition(chr(10))[0].rstrip('.')}"
    for variable in variables(group):
        yield f"# {variable.description}"
        yield _line(variable, kept)


def _line(variable: Variable, kept: Mapping[str, str]) -> str:
    """The assignment: of a required variable, or the default as a comment."""
    if variable.default is None:
        return f"{variable.name}={kept.get(variable.name, '')}"
    return f"#{variable.name}={variable.default}"
