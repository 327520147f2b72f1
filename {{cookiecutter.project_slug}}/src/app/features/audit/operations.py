"""What the API document says of the audit trail."""

from app.core.operations import describe

describe(
    "list_audit_events",
    "List audit events",
    description=(
        "Every change with its actor, the values before and after, the client's address and the "
        "request id. The database refuses to change or delete events."
    ),
)
