"""Blocks about the business logic."""

from dataclasses import fields

from app.core.events import handlers_of
from app.documents.facts import Facts
from app.documents.markdown import code, codes, fence, table
from app.documents.registry import block
from app.documents.source import business_rules, definitions, use_cases

_ENTITIES = "src/app/features/*/entities.py"


@block("services")
def services(facts: Facts) -> str:
    """Every use case."""
    return table(
        ("Use case", "Takes", "What it does"),
        (
            (f"{code(_feature(found.path))} {code(found.name)}", found.signature, found.description)
            for found in use_cases(facts.root)
        ),
    )


def _feature(path: str) -> str:
    """The feature that a file belongs to."""
    return path.split("/")[3]


@block("rules")
def rules(facts: Facts) -> str:
    """Every business rule with the tests that name it."""
    return table(
        ("Rule", "Statement", "Stands in", "Tested in"),
        (
            (rule.id, rule.statement, code(rule.path), codes(rule.tests))
            for rule in business_rules(facts.root)
        ),
    )


@block("events")
def events(facts: Facts) -> str:
    """Every domain event with what listens to it."""
    return table(
        ("Event", "Says", "Carries", "Handled by"),
        (
            (
                code(name),
                (kind.__doc__ or "").partition("\n\n")[0],
                codes(field.name for field in fields(kind)),
                codes(f"{handler.__module__}.{handler.__name__}" for handler in handlers_of(kind)),
            )
            for name, kind in facts.events.items()
        ),
    )


@block("domain-model")
def domain_model(facts: Facts) -> str:
    """The entities as a class diagram."""
    lines = ["classDiagram"]
    for found in definitions(facts.root, _ENTITIES):
        members = [f"    {name}" for name in found.signature.split(", ") if name]
        lines += ["  class " + found.name + " {", *members, "  }"]
    return fence("mermaid", "\n".join(lines))


@block("entities")
def entities(facts: Facts) -> str:
    """What each entity is."""
    return table(
        ("Entity", "Feature", "What it is"),
        (
            (code(found.name), _feature(found.path), found.description)
            for found in definitions(facts.root, _ENTITIES)
        ),
    )
