"""Blocks about settings: all of them, and each group."""

from collections.abc import Iterable
from functools import partial

from app.documents.facts import Facts
from app.documents.markdown import code, table
from app.documents.registry import block
from app.documents.settings_reference import Variable, variables
from app.settings import groups


@block("settings")
def settings(facts: Facts) -> str:
    """All variables."""
    return _table(facts, facts.settings)


@block("settings-required")
def required_settings(facts: Facts) -> str:
    """The variables that have no default."""
    found = (variable for group in facts.settings.values() for variable in variables(group))
    return table(
        ("Variable", "Meaning"),
        (
            (code(variable.name), variable.description)
            for variable in found
            if variable.default is None
        ),
    )


def _one_group(facts: Facts, *, name: str) -> str:
    """The variables of one group."""
    return _table(facts, [name])


def _table(facts: Facts, names: Iterable[str]) -> str:
    """The variables of some groups."""
    found = [variable for name in names for variable in variables(facts.settings[name])]
    return table(
        ("Variable", "Default", "Meaning"),
        ((code(variable.name), _default(variable), variable.description) for variable in found),
    )


def _default(variable: Variable) -> str:
    """What the default cell says."""
    if variable.default is None:
        return "required"
    return code(variable.default) if variable.default else "empty"


for _name in groups():
    block(f"settings-{_name}")(partial(_one_group, name=_name))
