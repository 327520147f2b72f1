"""What the audit trail keeps."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_jsonable_python

from app.core.money import Money

_SECRET_WORDS = ("password", "secret", "token", "code")
_REDACTED = "[redacted]"


def recordable(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The values as plain JSON, without what must not be kept (secrets, by their names)."""
    if values is None:
        return None
    return {name: _plain(name, value) for name, value in values.items()}


def difference(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Those values of both that are not the same, keyed as in `after`."""
    names = [name for name in after if name not in before or before[name] != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def _plain(name: str, value: Any) -> Any:
    """One value as JSON; money as people write it."""
    if any(word in name.lower() for word in _SECRET_WORDS):
        return _REDACTED
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    return to_jsonable_python(value)
