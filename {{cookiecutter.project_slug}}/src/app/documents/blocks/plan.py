"""Blocks of the build plan. A box is ticked where the check beside it exists."""

from collections.abc import Iterable

from app.documents.facts import Facts
from app.documents.markdown import code, codes, table
from app.documents.operations import operations
from app.documents.outline import check_exists
from app.documents.registry import block
from app.documents.settings_reference import variables

_TASKS = (
    ("Implement the services after the architecture", "tests/unit"),
    ("Create the API operations", "make test-contract"),
    ("Design and optimize the database operations", "make test-integration"),
    ("Integrate the selected outside services", "make test-integration"),
    ("Implement authentication and authorization", "make test-security"),
    ("Validate data and handle errors", "make test-contract"),
)
_MILESTONES = (
    ("Database schema created and migrated", "make migration-check"),
    ("Core API operations implemented and tested", "make test-contract"),
    ("Authentication and authorization functional", "make test-security"),
    ("Business logic implemented with error handling", "make test-unit"),
    ("Integration with the selected external services completed", "make test-integration"),
    ("Performance optimization and monitoring configured", "make bench"),
    ("Documentation and deployment guides completed", "make docs-check"),
)
_CHECKLIST = (
    ("All endpoints match specifications", "make docs-check"),
    ("Security measures implemented", "make test-security"),
    ("Database operations optimized", "make test-integration"),
    ("Error handling comprehensive", "make test-contract"),
    ("Tests written and passing", "make test"),
    ("Documentation complete", "make docs-check"),
    ("Performance benchmarks met", "make bench"),
)
_STANDARDS = (
    ("Security first: controls at every layer", "make test-security"),
    ("Scalable design: no state in the process", "make test-integration"),
    ("Data integrity: transactions and constraints", "make test-integration"),
    ("Error handling: one form for every failure", "make test-contract"),
    ("Performance: indexes, prepared statements, pools", "make bench"),
    ("Maintainable: clear structure and documents", "make lint"),
)
_SUCCESS = (
    ("The implementation matches the architecture", "make lint"),
    ("All security requirements are met", "make test-security"),
    ("API operations work as specified, with proper errors", "make test-contract"),
    ("Test coverage meets the standard", "make test"),
    ("Performance requirements are met", "make bench"),
    ("The documentation is complete and accurate", "make docs-check"),
    ("The code is ready for production and monitored", "make acceptance"),
)
Items = Iterable[tuple[str, str]]


def _boxes(facts: Facts, items: Items) -> str:
    """One line with a box for each item."""
    return "\n".join(
        f"- [{'x' if check_exists(facts, check) else ' '}] {text} ({code(check)})"
        for text, check in items
    )


@block("plan-tasks")
def tasks(facts: Facts) -> str:
    """The tasks of the backend."""
    counted = sum(1 for _ in operations(facts))
    scope = (
        f"{counted} operations, {len(facts.tables)} tables, {len(facts.permissions)} permissions "
        f"and {len(facts.errors)} error codes are in place."
    )
    return f"{_boxes(facts, _TASKS)}\n\n{scope}"


@block("plan-milestones")
def milestones(facts: Facts) -> str:
    """The seven milestones."""
    return _boxes(facts, _MILESTONES)


@block("plan-checklist")
def checklist(facts: Facts) -> str:
    """The seven boxes to tick before anything is handed over."""
    return _boxes(facts, _CHECKLIST)


@block("plan-standards")
def standards(facts: Facts) -> str:
    """The six standards of development."""
    return _boxes(facts, _STANDARDS)


@block("plan-success")
def success(facts: Facts) -> str:
    """The seven criteria of success."""
    return _boxes(facts, _SUCCESS)


@block("plan-deployment")
def deployment(facts: Facts) -> str:
    """What a deployment needs."""
    required = [
        variable.name
        for group in facts.settings.values()
        for variable in variables(group)
        if variable.default is None
    ]
    return table(
        ("Requirement", "Value"),
        (
            ("Python", str(facts.project["requires-python"])),
            ("Database", f"the one of {code('DATABASE_URL')}"),
            ("Required settings", codes(required)),
            ("Port", "8000, plain http behind a proxy that ends TLS"),
            ("Before the processes start", code("alembic upgrade heads")),
            ("Health", f"{code('/health/live')} and {code('/health/ready')}"),
            ("Metrics", f"{code('/metrics')}, with a token in production"),
        ),
    )


@block("plan-migrations")
def migration_status(facts: Facts) -> str:
    """The newest migration of each feature, with the date of the documents."""
    rows = ((found.feature, code(found.head), str(found.count)) for found in facts.migrations)
    return f"On {facts.date}, the heads were:\n\n" + table(("Feature", "Head", "Migrations"), rows)
