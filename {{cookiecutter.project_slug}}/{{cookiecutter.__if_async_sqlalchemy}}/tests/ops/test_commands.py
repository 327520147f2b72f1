"""Commands on the database itself."""

from collections.abc import Iterator

import pytest
from alembic import command

from tests.support.scratch import CONFIG, all_rows, call, scratch_database


@pytest.fixture
def database() -> Iterator[str]:
    """A database with all tables."""
    with scratch_database() as url:
        command.upgrade(CONFIG, "heads")
        yield url


def test_a_database_is_dropped_and_created_again(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert all_rows()

    assert call("drop-database", "--yes") == 0
    assert call("create-database") == 0

    assert "created" in capsys.readouterr().out
    assert all_rows() == {}


def test_a_database_that_is_there_stays(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("create-database") == 0

    assert "created" not in capsys.readouterr().out
    assert all_rows()


def test_data_are_deleted_only_on_purpose(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("drop-database") == 1

    assert "--yes" in capsys.readouterr().err
    assert all_rows()


def test_usable_settings_are_told(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check-settings") == 0

    assert "usable (test)" in capsys.readouterr().out


def test_unusable_settings_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUTH_SECRET_KEY", "short")

    assert call("check-settings") == 1

    assert "AUTH_SECRET_KEY" in capsys.readouterr().err


def test_a_production_database_is_not_dropped(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {
        "APP_ENV": "production",
        "AUTH_PASSWORD_HASH_TIME_COST": "2",
        "AUTH_PASSWORD_HASH_MEMORY_KIB": "19456",
        "HTTP_PUBLIC_URL": "https://api.example.com",
        "HTTP_ALLOWED_HOSTS": "api.example.com",
    }.items():
        monkeypatch.setenv(name, value)

    assert call("drop-database", "--yes") == 1

    assert "production" in capsys.readouterr().err
    assert all_rows()
