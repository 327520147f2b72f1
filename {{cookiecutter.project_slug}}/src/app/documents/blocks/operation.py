"""Blocks about running the project."""

from app.documents.facts import Facts
from app.documents.markdown import code, table
from app.documents.registry import block


@block("commands")
def commands(facts: Facts) -> str:
    """The commands of the application."""
    return table(
        ("Command", "What it does"),
        (
            (code(f"python -m app {command.name}"), command.help)
            for command in facts.commands.values()
        ),
    )


@block("targets")
def targets(facts: Facts) -> str:
    """The targets of the Makefile."""
    return table(
        ("Command", "What it does"),
        ((code(f"make {name}"), text) for name, text in facts.targets.items()),
    )
