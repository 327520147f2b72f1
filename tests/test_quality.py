"""The raw output passes the linter, the formatter and the type checker it is generated with."""

import hashlib
import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.combinations import CHOICES, HOSTILE, STRUCTURAL, answers
from tests.projects import BUILD, Passed, digest, project, rendered_files, run

# The questions that decide what Python code and which dependencies there are.
CODE = [name for name in STRUCTURAL if name not in {"license", "ci_provider"}]


def rows() -> list[Any]:
    """Return every combination of code with usual and with hostile texts, one group a worker."""
    found = []
    for chosen in itertools.product(*(CHOICES[name] for name in CODE)):
        group = "-".join(chosen)
        mark = pytest.mark.xdist_group(f"quality-{group}")
        row = dict(zip(CODE, chosen, strict=True))
        found += [
            pytest.param(group, answers(**row), id=group, marks=mark),
            pytest.param(group, answers(**row | HOSTILE), id=f"{group}-hostile", marks=mark),
        ]
    return found


def tools_of(folder: Path) -> Path:
    """Return an environment with the dependencies of `folder`, made once per set of them."""
    content = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [content["project"]["dependencies"], content["dependency-groups"]]
    key = hashlib.sha256(repr(wanted).encode()).hexdigest()[:16]
    place = BUILD / "environments" / key
    if not (place / "complete").exists():
        sync = ("uv", "sync", "--quiet", "--all-groups", "--no-install-project")
        run(folder, *sync, UV_PROJECT_ENVIRONMENT=str(place))
        (place / "complete").touch()
    return place


@pytest.mark.parametrize(("group", "given"), rows())
def test_the_raw_output_is_clean(group: str, given: dict[str, str]) -> None:
    folder = project(f"quality/{group}", given)
    code = [name for name in rendered_files(folder) if name.endswith((".py", ".toml"))]
    passed = Passed("quality", digest(folder, code))
    if passed.before():
        return
    place = tools_of(folder)
    programs = place / ("Scripts" if (place / "Scripts").exists() else "bin")
    run(folder, str(programs / "ruff"), "check", ".")
    run(folder, str(programs / "ruff"), "format", "--check", ".")
    run(folder, str(programs / "python"), "-m", "mypy")
    passed.now()
