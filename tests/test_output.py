"""What generated files hold: complete, well-formed, the answers exactly as they were given."""

import ast
import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.combinations import CHOICES, HOSTILE, answers, label, product
from tests.conftest import Maker
from tools import sync_copier

RESIDUE = re.compile(r"\{\{-?\s*cookiecutter|\{%|\.layers|\.unused")
LICENCES = {
    "MIT": ("MIT License\n", 'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND'),
    "BSD-3-Clause": ("BSD 3-Clause License\n", "3. Neither the name of the copyright holder"),
    "Apache-2.0": ("Version 2.0, January 2004", "END OF TERMS AND CONDITIONS"),
    "proprietary": ("All rights reserved.", "No licence or other right to the Software is granted"),
}
# The text of https://www.apache.org/licenses/LICENSE-2.0.txt with its own placeholders.
APACHE = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"


@pytest.mark.parametrize("row", product(), ids=label)
def test_nothing_of_the_template_is_left(row: dict[str, str], cookiecutter_project: Maker) -> None:
    project = cookiecutter_project(answers(**row | HOSTILE))
    for path in project.rglob("*"):
        assert not path.is_dir() or any(path.iterdir()), f"{path} is empty"
        if path.is_file():
            text = path.read_text(encoding="utf-8").replace("{% if %}", "")  # in an answer
            assert not RESIDUE.search(text), path
        assert not RESIDUE.search(path.relative_to(project).as_posix())


@pytest.mark.parametrize("row", product(), ids=label)
def test_every_file_is_well_formed(row: dict[str, str], cookiecutter_project: Maker) -> None:
    project = cookiecutter_project(answers(**row | HOSTILE))
    for path in (path for path in project.rglob("*") if path.is_file()):
        text = path.read_bytes().decode("utf-8")
        assert "\r" not in text, path
        assert text == "" or re.search(r"[^\n]\n\Z", text), f"{path} must end with one newline"
        assert text != "\n", path
        parse(path, text)


def parse(path: Path, text: str) -> None:
    """Read `text` in the format its name promises; raise what the reader raises."""
    if path.suffix == ".toml":
        tomllib.loads(text)
    elif path.suffix in {".yml", ".yaml"}:
        list(yaml.safe_load_all(text))
    elif path.suffix == ".json":
        json.loads(text)
    elif path.suffix == ".py":
        ast.parse(text, path.name)
    elif path.suffix == ".md" and text.startswith("---\n"):
        assert isinstance(front_matter(text), dict), path


def front_matter(text: str) -> Any:
    """Return the YAML header of a Markdown document."""
    return yaml.safe_load(text.split("---\n", 2)[1])


def test_answers_arrive_as_they_were_given(cookiecutter_project: Maker) -> None:
    given = answers(**HOSTILE)
    project = cookiecutter_project(given)
    about = ast.parse((project / "src/app/about.py").read_text(encoding="utf-8"))
    constants = {
        ast.unparse(node.targets[0]): ast.literal_eval(node.value)
        for node in about.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    }
    assert constants["PROJECT_NAME"] == given["project_name"]
    assert constants["DESCRIPTION"] == given["description"]
    said = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert said["name"] == given["project_slug"]
    assert said["version"] == given["version"]
    assert said["description"] == given["description"]
    assert said["authors"] == [{"name": given["author_name"], "email": given["author_email"]}]
    assert given["author_name"] in (project / "LICENSE").read_text(encoding="utf-8")


def test_documents_carry_the_answers(cookiecutter_project: Maker) -> None:
    given = answers(**HOSTILE)
    project = cookiecutter_project(given)
    headers = [
        front_matter(text)
        for path in project.rglob("*.md")
        if (text := path.read_text(encoding="utf-8")).startswith("---\n")
    ]
    assert headers
    for header in headers:
        assert header["project"] == given["project_name"]
        assert str(header["date"]) == given["generated_on"]


@pytest.mark.parametrize("licence", CHOICES["license"])
def test_the_licence_is_complete(licence: str, cookiecutter_project: Maker) -> None:
    given = answers(license=licence, author_name="Ada & Söhne", generated_on="2024-02-29")
    text = (cookiecutter_project(given) / "LICENSE").read_text(encoding="utf-8")
    assert all(piece in text for piece in LICENCES[licence])
    assert re.search(r"Copyright (\(c\) )?2024 Ada & Söhne", text)
    if licence == "Apache-2.0":
        original = text.replace("2024 Ada & Söhne", "[yyyy] [name of copyright owner]")
        assert hashlib.sha256(original.encode()).hexdigest() == APACHE


def test_cruft_skips_what_copier_skips(cookiecutter_project: Maker) -> None:
    content = (cookiecutter_project(answers()) / "pyproject.toml").read_text(encoding="utf-8")
    skipped = tomllib.loads(content)["tool"]["cruft"]["skip"]
    assert skipped == [path.replace("**", "*") for path in sync_copier.OWNED_BY_THE_USER]
