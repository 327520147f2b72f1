"""The command on a copy of this repository, and what it notices."""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from app.about import VERSION
from app.cli import main
from app.core.pagination import DEFAULT_LIMIT, MAX_LIMIT
from app.documents.facts import Facts
from app.documents.registry import block_registry
from app.documents.runner import renewals, run
from app.infra.settings import AppSettings
from tests.support.documents import REPOSITORY, repository_facts, write

# Enough of the repository to be renewed and checked.
FOLDERS = ("docs/memories", "migrations", "src/app/features")
FILES = (
    "*.ini",
    "*.json",
    "*.md",
    "*.toml",
    ".env.example",
    "Makefile",
    "docs/.contract.yml",
    "docs/Backend Developer/BackendHandoff.md",
)
V = TypeVar("V")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this repository whose documents are current."""
    root = tmp_path_factory.mktemp("documents") / "original"
    ignored = shutil.ignore_patterns("__pycache__")
    for name in FOLDERS:
        shutil.copytree(REPOSITORY / name, root / name, ignore=ignored)
    for pattern in FILES:
        for path in REPOSITORY.glob(pattern):
            target = root / path.relative_to(REPOSITORY)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
    renew(root)
    return root


@pytest.fixture
def copy(original: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return shutil.copytree(original, tmp_path / "project")


def check(root: Path) -> int:
    """The status of `docs --check`."""
    return run(replace(repository_facts(), root=root), paths=[], check=True, new_date=None)


def renew(root: Path, *paths: Path, new_date: str | None = None) -> None:
    """`docs`."""
    run(replace(repository_facts(), root=root), paths=paths, check=False, new_date=new_date)


def test_writing_twice_changes_nothing(copy: Path) -> None:
    before = {path: path.read_bytes() for path in copy.rglob("*.md")}
    renew(copy)
    assert {path: path.read_bytes() for path in copy.rglob("*.md")} == before


def test_a_changed_block_is_stale_and_named(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy / "README.md"
    path.write_text(path.read_text("utf-8").replace("`DATABASE_URL` |", "`DATABASE_URI` |"))
    assert check(copy) == 1
    output = capsys.readouterr().out
    assert "stale: README.md: generated: settings\n" in output
    assert "run `make docs` and commit" in output
    assert "`DATABASE_URI` |" in path.read_text("utf-8"), "a check must not write"


def test_only_the_named_files_are_renewed(copy: Path) -> None:
    for name in ("README.md", "build-plan.md"):
        path = copy / name
        path.write_text(path.read_text("utf-8").replace("\n\n<!-- end", "\n\nx\n\n<!-- end", 1))
    renew(copy, Path("build-plan.md"))
    assert "\nx\n" in (copy / "README.md").read_text("utf-8")
    assert "\nx\n" not in (copy / "build-plan.md").read_text("utf-8")


def test_the_text_around_the_blocks_is_yours(copy: Path) -> None:
    path = copy / "build-plan.md"
    path.write_text(path.read_text("utf-8") + "\n- [ ] my own task\n")
    renew(copy)
    assert path.read_text("utf-8").endswith("\n- [ ] my own task\n")


def test_a_new_date_is_written_everywhere(copy: Path) -> None:
    renew(copy, new_date="2031-05-06")
    plan = (copy / "build-plan.md").read_text("utf-8")
    assert 'date: "2031-05-06"' in plan
    assert "On 2031-05-06, the heads were:" in plan


def test_missing_derived_files_are_written(copy: Path) -> None:
    (copy / "openapi.json").unlink()
    (copy / ".env.example").unlink()
    assert check(copy) == 1
    renew(copy)
    assert (copy / "openapi.json").exists()
    assert "\nAUTH_SECRET_KEY=\n" in (copy / ".env.example").read_text("utf-8")


def test_what_a_merge_left_behind_is_written_anew(copy: Path) -> None:
    conflict = "<<<<<<< before updating\na\n=======\nb\n>>>>>>> after updating\n"
    (copy / "openapi.json").write_text(conflict)
    path = copy / "README.md"
    path.write_text(path.read_text("utf-8").replace("| Variable |", f"{conflict}| Variable |"))
    renew(copy)
    assert conflict not in path.read_text("utf-8")
    assert (copy / "openapi.json").read_text("utf-8").startswith("{")


def test_the_metadata_carry_the_version(copy: Path) -> None:
    (path,) = copy.glob("docs/memories/project-knowledge/*/project-metadata.xml")
    path.write_text(path.read_text("utf-8").replace(VERSION, "0.0.0-old"))
    renew(copy)
    assert f"<version>{VERSION}</version>" in path.read_text("utf-8")


def test_required_values_stay_in_the_example(copy: Path) -> None:
    path = copy / ".env.example"
    path.write_text(path.read_text("utf-8").replace("APP_ENV=local", "APP_ENV=staging"))
    renew(copy)
    assert "APP_ENV=staging\n" in path.read_text("utf-8")


def test_measurements_are_written_but_not_compared(copy: Path) -> None:
    figures = {"p50_ms": 2.04, "p95_ms": 4.06, "rps": 900.0}
    write(copy, "reports/perf.json", json.dumps({"operations": {"read": figures}}))
    write(copy, "reports/junit.xml", '<a><testsuite tests="3" failures="1" skipped="0"/></a>')
    write(copy, "reports/coverage.xml", '<coverage line-rate="0.95" branch-rate="0.905"/>')
    before = check(copy)
    renew(copy)
    assert "| `read` | 2.0 | 4.1 | 900.0 |" in (copy / "build-plan.md").read_text("utf-8")
    handoff = (copy / "docs/Backend Developer/BackendHandoff.md").read_text("utf-8")
    assert "| Tests | 3 |" in handoff
    assert "| Branch coverage | 90.5% |" in handoff
    assert check(copy) == before


def test_a_date_must_be_a_day_of_the_calendar(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["docs", "--date", "2026-02-30"])
    assert "invalid calendar_day value" in capsys.readouterr().err


def test_the_command_needs_no_settings(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy)
    for name in ("APP_ENV", "DATABASE_URL", "AUTH_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    (copy / "README.md").write_text("[dead](link.md)\n")
    with pytest.raises(SystemExit) as ended:
        main(["docs", "--check"])
    assert ended.value.code == 1


def without(values: Mapping[str, V], name: str) -> dict[str, V]:
    """The mapping without one entry, which must be there."""
    assert name in values
    return {key: value for key, value in values.items() if key != name}


def without_operation(facts: Facts) -> Facts:
    paths = without(facts.openapi["paths"], "/api/v1/products")
    return replace(facts, openapi={**facts.openapi, "paths": paths})


def without_column(facts: Facts) -> Facts:
    first, *rest = facts.tables
    return replace(facts, tables=(replace(first, columns=first.columns[:-1]), *rest))


def without_index(facts: Facts) -> Facts:
    first, *rest = facts.tables
    return replace(facts, tables=(replace(first, indexes=first.indexes[:-1]), *rest))


MUTATIONS: dict[str, Callable[[Facts], Facts]] = {
    "operation": without_operation,
    "column": without_column,
    "index": without_index,
    "settings": lambda facts: replace(facts, settings={**facts.settings, "mail": AppSettings}),
    "permission": lambda f: replace(f, permissions=without(f.permissions, "products:write")),
    "error": lambda facts: replace(facts, errors=without(facts.errors, "not_found")),
    "event": lambda facts: replace(facts, events=without(facts.events, "UserRegistered")),
    "command": lambda facts: replace(facts, commands=without(facts.commands, "docs")),
    "target": lambda facts: replace(facts, targets=without(facts.targets, "docs")),
    "migration": lambda facts: replace(facts, migrations=facts.migrations[1:]),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_what_is_removed_makes_the_documents_stale(mutation: str) -> None:
    mutated = MUTATIONS[mutation](repository_facts())
    assert texts(mutated) != present_texts()


@cache
def present_texts() -> list[str]:
    """What they should say as the repository is."""
    return texts(repository_facts())


def texts(facts: Facts) -> list[str]:
    """What the documents should say of the facts."""
    return [renewal.new for renewal in renewals(facts, new_date=None, checking=True)]


def test_every_kind_of_block_stands_in_a_document() -> None:
    documents = [REPOSITORY / "README.md", REPOSITORY / "build-plan.md"]
    documents += (REPOSITORY / "docs").rglob("*.md")
    text = "".join(path.read_text("utf-8") for path in documents)
    unused = {name for name in block_registry() if f"<!-- generated: {name} -->" not in text}
    assert {name for name in unused if not name.startswith("settings-")} == set()


def test_the_remembered_pagination_is_the_one_that_is_implemented() -> None:
    text = (REPOSITORY / "docs/memories/development-patterns/api-patterns.xml").read_text("utf-8")
    assert f"limit from 1 to {MAX_LIMIT} (default {DEFAULT_LIMIT})" in text
