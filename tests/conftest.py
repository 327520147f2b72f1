"""Fixtures that every test of the template shares."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_cookies.plugin import Cookies

from tests import engines
from tests.combinations import QUESTIONS

Maker = Callable[[dict[str, str]], Path]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start the slow tests first, so that no worker is left alone with one at the end."""
    slow = ("test_generated", "test_quality")
    items.sort(key=lambda item: not item.path.stem.startswith(slow))


@pytest.fixture(autouse=True)
def no_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's own settings of git out."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path_factory.getbasetemp() / "gitconfig"))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the template without git."""
    return engines.copy_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the template as a repository whose only release is the present version."""
    folder = engines.copy_template(tmp_path_factory.mktemp("repository"))
    engines.commit(folder, "Release", QUESTIONS["_template_version"])
    return folder


@pytest.fixture
def cookiecutter_project(cookies: Cookies, template: Path) -> Maker:
    """Return a function that generates with Cookiecutter."""

    def make(answers: dict[str, str]) -> Path:
        result = cookies.bake(extra_context=engines.quoted(answers), template=str(template))
        assert result.exception is None
        return Path(result.project_path)

    return make


@pytest.fixture
def copier_project(template: Path, tmp_path: Path) -> Maker:
    """Return a function that generates with Copier."""
    return lambda answers: engines.with_copier(template, tmp_path / "copier", answers)
