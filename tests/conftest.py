"""Fixtures that every test of the template shares."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest
from pytest_cookies.plugin import Cookies

from tests import engines
from tests.combinations import QUESTIONS

Maker = Callable[[dict[str, str]], Path]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start the slow tests first, so that no worker is left alone with one at the end."""
    slow = ("test_generated", "test_quality")
    items.sort(key=lambda item: not item.path.stem.startswith(slow))


def pytest_configure() -> None:
    """Let Jinja compile a text once: the engines make a new environment for every project."""
    compiled: dict[Any, Any] = {}
    compile_now = jinja2.Environment.compile

    def compile_once(self: jinja2.Environment, source: Any, *where: Any, **how: Any) -> Any:
        extensions = tuple(sorted(self.extensions))
        given = (source, where, tuple(sorted(how.items())))
        key = (type(self), extensions, self.keep_trailing_newline, self.undefined, given)
        if key not in compiled:
            compiled[key] = compile_now(self, source, *where, **how)
        return compiled[key]

    pytest.MonkeyPatch().setattr(jinja2.Environment, "compile", compile_once)


@pytest.fixture(autouse=True)
def no_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's own settings of git out."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path_factory.getbasetemp() / "gitconfig"))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


def moved(made: Path, place: Path) -> Path:
    """Move `made` to `place` unless another worker was faster; return `place`."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        return made.rename(place)
    except OSError:
        if not place.exists():
            raise
        return place


@pytest.fixture(scope="session")
def template(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the template without git."""
    place = shared / "template"
    if not place.exists():
        moved(engines.copy_template(tmp_path_factory.mktemp("template") / "copy"), place)
    return place


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the template as a repository whose only release is the present version."""
    folder = engines.copy_template(tmp_path_factory.mktemp("repository"))
    engines.commit(folder, "Release", QUESTIONS["_template_version"])
    return folder


def place_of(shared: Path, engine: str, given: dict[str, str]) -> Path:
    """Return where the project of `engine` with the answers `given` is kept for reading."""
    key = hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()[:16]
    return shared / engine / key / given.get("project_slug", "my-backend")


@pytest.fixture
def cookiecutter_project(shared: Path, cookies_session: Cookies, template: Path) -> Maker:
    """Return a function that generates with Cookiecutter; the project is for reading only."""

    def make(given: dict[str, str]) -> Path:
        place = place_of(shared, "cookiecutter", given)
        if place.exists():
            return place
        answers = engines.quoted(given)
        result = cookies_session.bake(extra_context=answers, template=str(template))
        assert result.exception is None
        return moved(Path(result.project_path), place)

    return make


@pytest.fixture
def copier_project(shared: Path, template: Path, tmp_path: Path) -> Maker:
    """Return a function that generates with Copier; the project is for reading only."""

    def make(given: dict[str, str]) -> Path:
        place = place_of(shared, "copier", given)
        if place.exists():
            return place
        return moved(engines.with_copier(template, tmp_path / place.parent.name, given), place)

    return make
