"""The default project of each framework passes its own checks and its own tests, on SQLite."""

import pytest

from tests.combinations import CHOICES, answers
from tests.projects import Passed, digest, project, rendered_files, run


@pytest.mark.parametrize("framework", CHOICES["framework"])
def test_the_default_project_passes_its_own_tests(framework: str) -> None:
    folder = project(f"generated/{framework}", answers(framework=framework, database="sqlite"))
    run(folder, "make", "setup")
    passed = Passed(f"generated-{framework}", digest(folder, [*rendered_files(folder), "uv.lock"]))
    if passed.before():
        return
    run(folder, "make", "lint", "types", "test")
    passed.now()
