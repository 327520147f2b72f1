"""A bad answer stops both engines with the same words before anything is written."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pytest_cookies.plugin import Cookies

from tests.combinations import CHOICES, HOSTILE, answers, product
from tests.conftest import Maker
from tests.engines import quoted, recorded, with_copier
from tools import sync_copier

hook = sync_copier.hook("pre_gen_project")

BAD = [
    ("project_name", ""),
    ("project_name", "   "),
    ("project_name", " padded"),
    ("project_name", "x" * 81),
    ("project_name", "two\nlines"),
    ("project_name", "a\ttab"),
    ("project_name", "reversed \u202e text"),
    ("project_slug", "My-Backend"),
    ("project_slug", "my_backend"),
    ("project_slug", "my backend"),
    ("project_slug", "9-lives"),
    ("project_slug", "-edge"),
    ("project_slug", "edge-"),
    ("project_slug", "double--hyphen"),
    ("project_slug", "söhne"),
    ("project_slug", "a" * 41),
    ("project_slug", "nested/name"),
    ("project_slug", "class"),
    ("project_slug", "json"),
    ("project_slug", "py-compile"),
    ("project_slug", "annotationlib"),
    ("project_slug", "imp"),
    ("project_slug", "app"),
    ("project_slug", "fastapi"),
    ("project_slug", "postgres"),
    ("description", ""),
    ("description", "ends with a blank "),
    ("description", "x" * 201),
    ("author_name", "line\u2028separator"),
    ("author_email", "nobody"),
    ("author_email", "two@at@example.com"),
    ("author_email", "a@localhost"),
    ("author_email", ".a@example.com"),
    ("version", "1.0"),
    ("version", "v1.0.0"),
    ("version", "01.0.0"),
    ("version", "1.0.0-beta"),
    ("generated_on", "2025-02-29"),
    ("generated_on", "1900-02-29"),
    ("generated_on", "2026-13-01"),
    ("generated_on", "2026-1-1"),
    ("generated_on", "20.11.2026"),
]
GOOD = [
    {"project_slug": "a", "project_name": "{{ mustache }}", "version": "2026.11.0"},
    {"project_slug": "a" * 40, "description": "x" * 200, "generated_on": "2000-02-29"},
    {"project_slug": "json-api", "author_email": "first.last+tag@mail.example.co.uk"},
    {"project_slug": "b2b-shop-2", "author_name": "北京 Ünïtéd 🚀"},
]


def message(question: str, value: str) -> str:
    """Return what the user must read."""
    given = answers(**{"project_slug": "fine", **usual(), question: value})
    (complaint,) = hook.complaints(given)
    assert question in complaint
    assert repr(value) in complaint
    assert isinstance(complaint, str)
    return complaint


def usual() -> dict[str, str]:
    """Return texts that are in order."""
    return {
        "project_name": "Fine",
        "description": "Fine.",
        "author_name": "Fine",
        "author_email": "fine@example.com",
        "version": "0.1.0",
    }


@pytest.mark.parametrize(("question", "value"), BAD)
def test_cookiecutter_refuses(
    question: str,
    value: str,
    cookies: Cookies,
    template: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    given = answers(**({"project_slug": "fine"} | {question: value}))
    result = cookies.bake(extra_context=quoted(given), template=str(template))
    assert result.exit_code == -1
    assert f"ERROR: {message(question, value)}\n" in capfd.readouterr().err
    assert [path for path in tmp_path.rglob("*") if path.is_file() or path.name == value] == []


@pytest.mark.parametrize(("question", "value"), BAD)
def test_copier_refuses_in_the_same_words(
    question: str, value: str, template: Path, tmp_path: Path
) -> None:
    given = answers(**({"project_slug": "fine"} | {question: value}))
    with pytest.raises(ValueError, match="Validation error") as refusal:
        with_copier(template, tmp_path / "project", given)
    expected = f"Validation error for question '{question}': {message(question, value)}"
    assert str(refusal.value) == expected
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("texts", GOOD, ids=lambda texts: texts["project_slug"])
def test_both_engines_take(
    texts: dict[str, str], cookiecutter_project: Maker, copier_project: Maker
) -> None:
    for make in (cookiecutter_project, copier_project):
        said = recorded(make(answers(**texts)))
        assert {name: said[name] for name in texts} == texts


@pytest.mark.parametrize("question", CHOICES)
def test_an_unknown_choice_is_refused_with_the_choices(
    question: str, cookies: Cookies, template: Path, tmp_path: Path
) -> None:
    given = answers() | {question: "cobol"}
    result = cookies.bake(extra_context=given, template=str(template))
    with pytest.raises(ValueError, match="cobol") as refusal:
        with_copier(template, tmp_path / "project", given)
    for complaint in (str(result.exception), str(refusal.value)):
        assert question in complaint
        assert "'cobol'" in complaint or "cobol provided" in complaint
        assert all(choice in complaint for choice in CHOICES[question])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_pinned_modules_hold_those_of_the_running_python() -> None:
    public = {name for name in sys.stdlib_module_names if not name.startswith("_")}
    lower = {name for name in public if name == name.lower()}
    assert lower <= set(hook.RESERVED)


def test_no_project_can_be_named_like_something_it_depends_on(
    cookiecutter_project: Maker,
) -> None:
    for row in product():
        project = cookiecutter_project(answers(**row | HOSTILE))
        content = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
        wanted = list(content["project"]["dependencies"])
        for group in content.get("dependency-groups", {}).values():
            wanted += [entry for entry in group if isinstance(entry, str)]
        names = {re.split(r"[^A-Za-z0-9_.-]", entry)[0].lower() for entry in wanted}
        assert {name.replace("-", "_") for name in names} <= set(hook.RESERVED)


def test_every_complaint_is_told_at_once(tmp_path: Path) -> None:
    script = (sync_copier.ROOT / "hooks" / "pre_gen_project.py").read_text(encoding="utf-8")
    rendered = script.replace(
        "{{ cookiecutter | tojson }}",
        json.dumps(HOSTILE | {"version": "one", "author_email": "two"}),
    )
    (tmp_path / "hook.py").write_text(rendered, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(tmp_path / "hook.py")], check=False, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert [line.split()[1] for line in done.stderr.splitlines()] == ["author_email", "version"]
