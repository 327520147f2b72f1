"""The headers that announce the end of an operation."""

from datetime import UTC, datetime
from email.utils import format_datetime

from app.core.operations import Operation


def deprecation_headers(operation: Operation) -> list[tuple[str, str]]:
    """Deprecation (RFC 9745) and Sunset (RFC 8594); none for an operation that stays."""
    headers = []
    if operation.deprecated_on:
        headers.append(("deprecation", f"@{int(_midnight(operation.deprecated_on).timestamp())}"))
    if operation.sunset_on:
        headers.append(("sunset", format_datetime(_midnight(operation.sunset_on), usegmt=True)))
    return headers


def _midnight(date: str) -> datetime:
    """The beginning of an ISO date in UTC."""
    return datetime.fromisoformat(date).replace(tzinfo=UTC)
