"""The commands of the README work when they are pasted, with the tools' real `gh:` addresses."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.combinations import CHOICES, ROOT
from tests.engines import commit, recorded

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^(uvx .+)$", README, re.MULTILINE)
# Generating and updating are tried here; the project's own `make` is tried by test_generated.py.
GENERATING = [command for command in COMMANDS if "update" not in command]
UPDATING = [command for command in COMMANDS if "update" in command]


@pytest.fixture
def github(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git find the template where GitHub would have it, without network."""
    settings = tmp_path / "gitconfig"
    settings.write_text(
        f'[url "{repository.as_uri()}"]\n'
        "\tinsteadOf = https://github.com/org/backend-template.git\n"
        "\tinsteadOf = https://github.com/org/backend-template\n"
        "[user]\n\tname = Tester\n\temail = tester@example.com\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("HOME", str(tmp_path))


def paste(command: str, folder: Path) -> None:
    """Run `command` in `folder` and accept every default that it asks for."""
    words = shlex.split(command.removeprefix("uvx "))
    if words[0] == "copier" and "--defaults" not in words:
        words.insert(2, "--defaults")  # Copier asks at a terminal only
    programs = Path(sys.executable).parent
    subprocess.run(
        [str(programs / words[0]), *words[1:]],
        cwd=folder,
        input="\n" * 40,
        text=True,
        check=True,
        capture_output=True,
        env=os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"},
    )


@pytest.mark.usefixtures("github")
@pytest.mark.parametrize("command", GENERATING)
def test_a_generating_command_works(command: str, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    paste(command, folder)
    (project,) = folder.iterdir()
    assert project.name in {"my-backend", "book-shop"}
    said = recorded(project)
    assert said["_src_path"] == "gh:org/backend-template"
    assert said["database"] == ("postgresql" if "postgresql" in command else "sqlite")


@pytest.mark.usefixtures("github")
@pytest.mark.parametrize("command", UPDATING)
def test_an_updating_command_works(command: str, tmp_path: Path) -> None:
    paste("uvx cookiecutter gh:org/backend-template --no-input", tmp_path)
    project = tmp_path / "my-backend"
    commit(project, "Generated")
    paste(command, project)
    assert recorded(project)["database"] == ("mysql" if "mysql" in command else "sqlite")


def test_the_readme_shows_commands_for_every_need() -> None:
    assert len(GENERATING) == 4
    assert len(UPDATING) == 2


def test_the_count_of_questions_is_right() -> None:
    written = README.count("\n| `")
    numbers = {13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen"}
    assert f"Answer {numbers[written]} questions" in README


def test_the_weekly_pipeline_knows_every_framework() -> None:
    newest = (ROOT / ".github" / "workflows" / "newest.yml").read_text(encoding="utf-8")
    assert f"framework: [{', '.join(CHOICES['framework'])}]" in newest


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "docs/how-it-works.md", "docs/adding-an-option.md"]
)
def test_links_and_commands_of_a_page_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert ((ROOT / page).parent / link).exists(), link
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    generated = (ROOT / "{{cookiecutter.project_slug}}" / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z-]+)", text):
        assert f"\n{target}:" in makefile + generated, target
