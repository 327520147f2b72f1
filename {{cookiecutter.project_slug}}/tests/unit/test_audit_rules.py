"""What the audit trail keeps."""

from datetime import UTC, datetime
from uuid import UUID

from app.core.money import Money
from app.core.permissions import Role
from app.features.audit.rules import difference, recordable


def test_values_become_plain_json() -> None:
    values = {
        "id": UUID(int=7),
        "at": datetime(2026, 1, 31, 12, tzinfo=UTC),
        "role": Role.STAFF,
        "total": Money(1250, "EUR"),
        "lines": [{"quantity": 1}],
        "none": None,
    }

    assert recordable(values) == {
        "id": "00000000-0000-0000-0000-000000000007",
        "at": "2026-01-31T12:00:00Z",
        "role": "staff",
        "total": "12.50 EUR",
        "lines": [{"quantity": 1}],
        "none": None,
    }
    assert recordable(None) is None


def test_secrets_are_not_kept() -> None:
    kept = recordable({"password_hash": "x", "new_Password": "x", "refresh_token": 1, "name": "y"})

    assert kept == {
        "password_hash": "[redacted]",
        "new_Password": "[redacted]",
        "refresh_token": "[redacted]",
        "name": "y",
    }


def test_only_differences_are_kept() -> None:
    before = {"name": "Mug", "stock": 1, "old": 1}

    assert difference(before, {"name": "Cup", "stock": 1}) == ({"name": "Mug"}, {"name": "Cup"})
    assert difference({}, {"name": None}) == ({"name": None}, {"name": None})
    assert difference(before, before) == ({}, {})
