"""Blocks about the business logic."""

import re
from dataclasses import fields

from app.core.events import handlers_of
from app.documents.facts import Facts
from app.documents.markdown import code, codes, fence, table
from app.documents.registry import block
from app.documents.rules import business_rules, without_number
from app.documents.source import definitions, use_cases

_ENTITIES = "src/app/features/*/entities.py"


@block("services")
def services(facts: Facts) -> str:
    """Every use case."""
    return table(
        ("Use case", "Takes", "What it does"),
        (
            (
                f"{code(_feature(found.path))} {code(found.name)}",
                codes(found.parts),
                found.description,
            )
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
                without_number((kind.__doc__ or "").partition("\n\n")[0]),
                codes(field.name for field in fields(kind)),
                codes(f"{handler.__module__}.{handler.__name__}" for handler in handlers_of(kind)),
            )
            for name, kind in facts.events.items()
        ),
    )


@block("domain-model")
def domain_model(facts: Facts) -> str:
    """The entities as a class diagram, with an arrow where one holds another."""
    found = list(definitions(facts.root, _ENTITIES))
    lines = ["classDiagram"]
    for entity in found:
        lines += ["  class " + entity.name + " {", *(f"    {part}" for part in entity.parts), "  }"]
    for entity in found:
        held = {other.name for other in found for kind in entity.types if _names(kind, other.name)}
        lines += [f"  {entity.name} --> {name}" for name in sorted(held)]
    return fence("mermaid", "\n".join(lines))


def _names(annotation: str, name: str) -> bool:
    """Whether an annotation names a class."""
    return name in re.findall(r"\w+", annotation)


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
