"""Which files a project has, for every combination of answers, against tests/golden/files.txt.

The list is observed on generated projects, not read from the layers. `make golden` accepts it.
"""

import os
from collections import defaultdict
from pathlib import Path

import pytest

from tests.combinations import CHOICES, ROOT, STRUCTURAL, answers, label, product
from tests.engines import with_cookiecutter

GOLDEN = ROOT / "tests" / "golden" / "files.txt"
HEAD = """\
# Every file of a project, with the answers that bring it. Observed; accept changes: make golden
"""


@pytest.fixture(scope="module")
def listings(template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return the files of each combination by its label."""
    found = {}
    for row in product():
        project = with_cookiecutter(template, tmp_path_factory.mktemp("listing"), answers(**row))
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


def test_every_choice_that_has_layers_changes_the_files(listings: dict[str, set[str]]) -> None:
    by_value: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in product():
        for name in STRUCTURAL:
            by_value[name, row[name]] |= listings[label(row)]
    for name in ("database", "ci_provider"):
        lists = [by_value[name, value] for value in CHOICES[name]]
        assert all(one != other for i, one in enumerate(lists) for other in lists[:i]), name
