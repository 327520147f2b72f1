"""Cookiecutter, Copier and cruft write the same bytes, again and again, without network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.combinations import HOSTILE, QUESTIONS, answers, covering, label, product
from tests.conftest import Maker
from tests.engines import (
    ANSWERS,
    differences,
    git,
    read,
    recorded,
    with_cookiecutter,
    with_copier,
    with_cruft,
)

OFFLINE = """
import socket, sys
class NoNetwork(socket.socket):
    def __init__(self, *a, **k): raise OSError("this test has no network")
socket.socket = NoNetwork
socket.getaddrinfo = socket.create_connection = NoNetwork
from pathlib import Path
from tests import engines
template, target = map(Path, sys.argv[1:])
engines.with_cookiecutter(template, target, {"project_slug": "one"})
engines.with_copier(template, target / "two", {"project_slug": "two"})
"""


@pytest.mark.parametrize("row", product(), ids=label)
def test_cookiecutter_and_copier_write_the_same_bytes_and_modes(
    row: dict[str, str], cookiecutter_project: Maker, copier_project: Maker
) -> None:
    given = answers(**row | HOSTILE)
    one, other = read(cookiecutter_project(given)), read(copier_project(given))
    # Copier records no version for a template without git, as this copy is; a later test has one.
    said = one[ANSWERS].content.replace(f"_commit: '{version()}'\n".encode(), b"")
    one[ANSWERS] = one[ANSWERS]._replace(content=said)
    assert differences(one, other) == []
    recorded_there = recorded(copier_project(given))
    assert {name: recorded_there[name] for name in given} == given


def version() -> str:
    """Return the release of the template, as a tag."""
    return str(QUESTIONS["_template_version"])


def test_all_three_engines_write_the_same_from_a_release(repository: Path, tmp_path: Path) -> None:
    given = answers(**HOSTILE)
    one = with_cookiecutter(repository, tmp_path / "one", given)
    two = with_copier(repository, tmp_path / "two", given)
    three = with_cruft(repository, tmp_path / "three", given)
    assert differences(read(one), read(two)) == []
    assert differences(read(one), read(three)) == [ANSWERS, ".cruft.json"]
    assert recorded(one)["_commit"] == version()
    head = git(repository, "rev-parse", "HEAD").strip()
    assert recorded(three) == recorded(one) | {"_commit": head}


@pytest.mark.parametrize("row", covering()[:1], ids=label)
def test_the_same_answers_give_the_same_bytes(
    row: dict[str, str], template: Path, tmp_path: Path
) -> None:
    given = answers(**row)
    one = with_cookiecutter(template, tmp_path / "one", given)
    other = with_cookiecutter(template, tmp_path / "other", given)
    assert differences(read(one), read(other)) == []


def test_the_order_of_the_answers_does_not_matter(template: Path, tmp_path: Path) -> None:
    given = answers(**HOSTILE)
    backwards = dict(reversed(given.items()))
    one = with_copier(template, tmp_path / "one", given)
    other = with_copier(template, tmp_path / "other", backwards)
    assert differences(read(one), read(other)) == []


def test_generation_needs_no_network(template: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", OFFLINE, str(template), str(tmp_path)]
    unshare = shutil.which("unshare")
    if unshare and subprocess.run([unshare, "-rn", "true"], check=False).returncode == 0:
        command = [unshare, "-rn", *command]  # the hooks and git, too, are then without network
    root = Path(__file__).resolve().parent.parent
    subprocess.run(command, check=True, cwd=root, env=os.environ | {"PYTHONPATH": str(root)})
    assert (tmp_path / "one" / "LICENSE").exists()
    assert (tmp_path / "two" / "LICENSE").exists()


def test_a_second_run_of_the_hook_changes_nothing(template: Path, tmp_path: Path) -> None:
    project = with_cookiecutter(template, tmp_path, answers())
    before = read(project)
    hook = template / "hooks" / "post_gen_project.py"
    subprocess.run([sys.executable, str(hook)], check=True, cwd=project, capture_output=True)
    assert differences(before, read(project)) == []


def test_both_engines_say_the_same_next_steps(
    template: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with_cookiecutter(template, tmp_path, {"project_slug": "fine"})
    cookiecutter_says = capfd.readouterr().out.strip().splitlines()
    project = with_copier_aloud(template, tmp_path / "copied")
    copier_says = capfd.readouterr().err.strip().splitlines()[-5:]
    assert len(cookiecutter_says) == 5
    assert cookiecutter_says[0] == "cd fine"
    assert copier_says == [f"cd {project}", *cookiecutter_says[1:]]
    for line in cookiecutter_says[2:]:
        target = line.split()[1]
        assert f"\n{target}:" in (project / "Makefile").read_text(encoding="utf-8")


def with_copier_aloud(template: Path, target: Path) -> Path:
    """Generate `target` as `copier copy --defaults` does, with its messages."""
    command = [sys.executable, "-m", "copier", "copy", "--defaults", str(template), str(target)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    sys.stderr.write(done.stderr)
    return target
