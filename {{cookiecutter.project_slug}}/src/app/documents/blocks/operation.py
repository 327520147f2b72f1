"""Blocks about running the project."""

from collections.abc import Iterable

from app.core.commands import Command
from app.documents.facts import Facts
from app.documents.markdown import code, codes, table
from app.documents.registry import block
from app.documents.source import Metric, module_summary
from app.documents.source import metrics as declared_metrics


@block("commands")
def commands(facts: Facts) -> str:
    """The commands of the application."""
    return _commands(facts.commands.values())


@block("periodic-commands")
def periodic_commands(facts: Facts) -> str:
    """The commands that delete what has expired."""
    return _commands(c for c in facts.commands.values() if c.name.startswith("purge-"))


def _commands(found: Iterable[Command]) -> str:
    """The table of some commands."""
    return table(
        ("Command", "What it does"),
        ((code(f"python -m app {command.name}"), command.help) for command in found),
    )


@block("targets")
def targets(facts: Facts) -> str:
    """The targets of the Makefile."""
    return table(
        ("Command", "What it does"),
        ((code(f"make {name}"), text) for name, text in facts.targets.items()),
    )


@block("metrics")
def metrics(facts: Facts) -> str:
    """All metrics."""
    return _metrics(declared_metrics(facts.root))


@block("metrics-database")
def database_metrics(facts: Facts) -> str:
    """The metrics of the database."""
    found = declared_metrics(facts.root)
    return _metrics([metric for metric in found if metric.name.startswith("database_")])


def _metrics(found: list[Metric]) -> str:
    """The table of some metrics."""
    return table(
        ("Metric", "Kind", "Labels", "Meaning"),
        (
            (code(metric.name), metric.kind, codes(metric.labels), metric.description)
            for metric in found
        ),
    )


@block("integrations")
def integrations(facts: Facts) -> str:
    """The integrations of this project."""
    packages = sorted((facts.root / "src/app/integrations").glob("*/port.py"))
    return table(
        ("Integration", "What it is for", "Port", "Adapter"),
        (
            (
                path.parent.name,
                module_summary(path),
                code((path.parent / "port.py").relative_to(facts.root).as_posix()),
                module_summary(path.parent / "adapter.py"),
            )
            for path in packages
        ),
    )


@block("features")
def features(facts: Facts) -> str:
    """What each feature is for."""
    packages = sorted((facts.root / "src/app/features").glob("*/__init__.py"))
    return table(
        ("Feature", "What it is for"),
        ((code(path.parent.name), module_summary(path)) for path in packages),
    )
