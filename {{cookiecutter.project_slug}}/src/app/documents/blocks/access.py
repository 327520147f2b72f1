"""Blocks about who may do what."""

from app.core.permissions import Role
from app.documents.facts import Facts
from app.documents.markdown import code, codes, table
from app.documents.operations import operations
from app.documents.registry import block


@block("permission-matrix")
def permission_matrix(facts: Facts) -> str:
    """Role by permission."""
    return table(
        ("Permission", "Allows to", *(role.value for role in Role)),
        (
            (
                code(permission.name),
                permission.description[:1].lower() + permission.description[1:],
                *("yes" if role in permission.roles else "" for role in Role),
            )
            for permission in facts.permissions.values()
        ),
    )


@block("permission-operations")
def permission_operations(facts: Facts) -> str:
    """The operations behind every permission."""
    found = list(operations(facts))
    return table(
        ("Permission", "Operations"),
        (
            (
                code(name),
                codes(operation.id for operation in found if operation.permission == name),
            )
            for name in facts.permissions
        ),
    )


@block("public-operations")
def public_operations(facts: Facts) -> str:
    """The allow-list: what anybody may call."""
    return table(
        ("Operation", "Method and path"),
        (
            (code(operation.id), code(f"{operation.method} {operation.path}"))
            for operation in operations(facts)
            if operation.permission is None
        ),
    )
