"""Blocks about workflows: features whose `workflow` module holds a table of transitions."""

from typing import NamedTuple

from app.discovery import feature_modules
from app.documents.facts import Facts
from app.documents.markdown import code, fence, table
from app.documents.registry import block


class Step(NamedTuple):
    """One arrow of the diagram."""

    action: str
    source: str
    target: str
    permission: str
    stock: str


@block("order-states")
def order_states(_: Facts) -> str:
    """The states and what leads from one to the next, from the first to the last ones."""
    steps = _steps()
    sources = dict.fromkeys(step.source for step in steps)
    targets = dict.fromkeys(step.target for step in steps)
    lines = [f"  [*] --> {name}" for name in sources if name not in targets]
    lines += [f"  {step.source} --> {step.target} : {step.action}" for step in steps]
    lines += [f"  {name} --> [*]" for name in targets if name not in sources]
    return fence("mermaid", "\n".join(["stateDiagram-v2", *lines]))


@block("order-transitions")
def order_transitions(_: Facts) -> str:
    """Who may do what when."""
    return table(
        ("Action", "From", "To", "Permission", "Stock"),
        (
            (
                code(step.action),
                code(step.source),
                code(step.target),
                code(step.permission),
                step.stock,
            )
            for step in _steps()
        ),
    )


def _steps() -> list[Step]:
    """All arrows, in the order of the table."""
    return [
        Step(
            action=transition.action.value,
            source=source.value,
            target=transition.target.value,
            permission=transition.permission.name,
            stock=transition.stock.value,
        )
        for module in feature_modules("workflow")
        for transition in module.TRANSITIONS.values()
        for source in type(transition.target)
        if source in transition.sources
    ]
