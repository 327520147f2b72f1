"""Settings."""

import pytest

from app.settings import SettingsError, groups, load_settings

SECRET = "kTq0Zb7x-very-random-looking-0123456789"


def production(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    """An environment fit for production, with the given variables changed."""
    values = {
        "APP_ENV": "production",
        "AUTH_SECRET_KEY": SECRET,
        "AUTH_PASSWORD_HASH_MEMORY_KIB": "19456",
        "AUTH_PASSWORD_HASH_TIME_COST": "2",
        "HTTP_PUBLIC_URL": "https://api.example.com",
        "HTTP_ALLOWED_HOSTS": "api.example.com",
    }
    for name, value in (values | variables).items():
        monkeypatch.setenv(name, value)


def test_every_setting_has_a_description() -> None:
    undocumented = [
        f"{group.__name__}.{name}"
        for group in groups().values()
        for name, field in group.model_fields.items()
        if not field.description
    ]

    assert undocumented == []


@pytest.mark.parametrize("name", ["DATABASE_URL", "AUTH_SECRET_KEY", "APP_ENV"])
def test_a_missing_variable_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name)

    with pytest.raises(SettingsError, match=f"{name}: Field required"):
        load_settings()


def test_all_faults_are_reported_at_once_and_without_the_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AUTH_SECRET_KEY", "hunter2")
    monkeypatch.setenv("DATABASE_POOL_SIZE", "many")

    with pytest.raises(SettingsError) as caught:
        load_settings()

    assert "AUTH_SECRET_KEY" in str(caught.value)
    assert "DATABASE_POOL_SIZE" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_CORS_ORIGINS", "https://a.example, https://b.example")

    assert load_settings().http.cors_origins == ("https://a.example", "https://b.example")


def test_production_accepts_strong_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    production(monkeypatch)

    assert load_settings().app.env == "production"


@pytest.mark.parametrize(
    ("name", "value"),
    [("AUTH_SECRET_KEY", "a" * 40), ("AUTH_PASSWORD_HASH_MEMORY_KIB", "8")],
)
def test_production_refuses_weak_settings(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    production(monkeypatch, **{name: value})

    with pytest.raises(SettingsError, match=name):
        load_settings()
