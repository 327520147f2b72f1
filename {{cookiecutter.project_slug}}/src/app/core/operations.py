"""What the API document says of each operation, the same for every web framework.

Paths, parameters and bodies come from the routes; the words, the errors and the examples from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.core.errors import AppError


@dataclass(frozen=True, slots=True)
class Operation:
    """The description of one operation, keyed by its operation id.

    `checks_credentials` puts it under the stricter limit; the dates are ISO dates.
    """

    id: str
    summary: str
    description: str = ""
    errors: tuple[type[AppError], ...] = ()
    request_example: Mapping[str, Any] | None = None
    response_example: Mapping[str, Any] | None = None
    response_headers: Mapping[str, str] = field(default_factory=dict)
    checks_credentials: bool = False
    deprecated_on: str | None = None
    sunset_on: str | None = None


_registry: dict[str, Operation] = {}


def describe(operation_id: str, summary: str, **details: Any) -> Operation:
    """Describe an operation; `details` are the further fields of `Operation`."""
    if operation_id in _registry:
        raise ValueError(f"The operation {operation_id!r} is described twice.")
    operation = Operation(id=operation_id, summary=summary, **details)
    _registry[operation_id] = operation
    return operation


def operation_registry() -> dict[str, Operation]:
    """All described operations by id, sorted."""
    return dict(sorted(_registry.items()))
