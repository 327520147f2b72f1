"""Which files a project has, for every combination of answers, against tests/golden/files.txt.

The list is observed on generated projects, not read from the layers. `make golden` accepts it.
"""

import os

import pytest

from tests.combinations import CHOICES, HOSTILE, ROOT, STRUCTURAL, answers, label, product
from tests.conftest import Maker
from tests.engines import ANSWERS, read

GOLDEN = ROOT / "tests" / "golden" / "files.txt"
HEAD = """\
# Every file of a project, with the answers that bring it. Observed; accept changes: make golden
"""


@pytest.fixture
def listings(cookiecutter_project: Maker) -> dict[str, set[str]]:
    """Return the files of each combination by its label."""
    found = {}
    for row in product():
        project = cookiecutter_project(answers(**row | HOSTILE))
        paths = (path for path in project.rglob("*") if path.is_file())
        found[label(row)] = {path.relative_to(project).as_posix() for path in paths}
    return found


def conditions(path: str, listings: dict[str, set[str]]) -> dict[str, list[str]]:
    """Return the answers that bring `path`, as far as they do not take every choice."""
    rows = [row for row in product() if path in listings[label(row)]]
    allowed = {
        name: [it for it in CHOICES[name] if it in {row[name] for row in rows}]
        for name in STRUCTURAL
    }
    expected = [row for row in product() if all(row[name] in allowed[name] for name in STRUCTURAL)]
    assert rows == expected, f"{path} comes with answers that no single line can tell"
    return {name: values for name, values in allowed.items() if values != CHOICES[name]}


def observed(listings: dict[str, set[str]]) -> str:
    """Return the golden text that the generated projects deserve."""
    lines = []
    for path in sorted(set.union(*listings.values())):
        wanted = conditions(path, listings)
        told = "; ".join(f"{name}={','.join(values)}" for name, values in wanted.items())
        lines.append(f"{path}  [{told}]" if told else path)
    return HEAD + "\n".join(lines) + "\n"


def test_every_combination_has_exactly_the_expected_files(listings: dict[str, set[str]]) -> None:
    text = observed(listings)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_every_choice_makes_another_project(cookiecutter_project: Maker) -> None:
    for name in STRUCTURAL:
        made = []
        for value in CHOICES[name]:
            (row, *_) = [row for row in product() if row[name] == value]
            files = read(cookiecutter_project(answers(**row | HOSTILE)))
            made.append({path: file for path, file in files.items() if path != ANSWERS})
        assert all(one != other for index, one in enumerate(made) for other in made[:index]), name
