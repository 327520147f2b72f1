"""The documents of a project agree with its code as it is generated, and notice every change."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.combinations import CHOICES, HOSTILE, answers
from tests.projects import BUILD, Passed, digest, environment, project, rendered_files, run

# The questions that decide what the documents say.
AXES = [
    answers(framework=framework, database=database, auth=auth)
    for framework in CHOICES["framework"]
    for database in CHOICES["database"]
    for auth in CHOICES["auth"]
]
CHECK = ("python", "-m", "app", "docs", "--check")


def name_of(row: dict[str, str]) -> str:
    """Return a name for a test id."""
    return "-".join(row[name] for name in ("framework", "database", "auth"))


def installed(name: str, given: dict[str, str]) -> Path:
    """Render the project for `given` with an environment of its own."""
    folder = project(f"documents/{name}", given)
    run(folder, "uv", "sync", "--quiet")
    return folder


@pytest.mark.parametrize("row", AXES, ids=name_of)
@pytest.mark.parametrize("texts", [{}, HOSTILE], ids=["usual", "hostile"])
def test_the_documents_agree_with_the_code(row: dict[str, str], texts: dict[str, str]) -> None:
    name = f"{name_of(row)}{'-hostile' if texts else ''}"
    folder = project(f"documents/{name}", row | texts)
    passed = Passed("documents", digest(folder, rendered_files(folder)))
    if passed.before():
        return
    run(installed(name, row | texts), "uv", "run", "--quiet", "--no-sync", *CHECK)
    passed.now()


class Mutation(NamedTuple):
    """A change of the code that the documents must notice, and what they call stale."""

    path: str
    old: str
    new: str
    stale: str


CATALOG = "src/app/features/catalog"
MUTATIONS = {
    "operation": Mutation(
        f"{CATALOG}/routes.py", r"^@router\.delete\(.*\n", "", "generated: endpoints"
    ),
    "column": Mutation(
        "src/app/features/orders/models.py", r"^    note: .*\n", "", "generated: tables"
    ),
    "index": Mutation(
        f"{CATALOG}/models.py", r'^        Index\(None, "name", "id"\),\n', "", "generated: indexes"
    ),
    "migration": Mutation(
        "migrations/versions/catalog/catalog_0001_products.py",
        r'^branch_labels = \("catalog",\)',
        'branch_labels = ("products",)',
        "generated: migrations",
    ),
    "setting": Mutation(
        "src/app/infra/settings.py",
        r"^    slow_query_ms: Annotated\[\n.*\n    \] = 200\n",
        "",
        ".env.example: settings",
    ),
    "permission": Mutation(
        f"{CATALOG}/permissions.py", "products:write", "products:edit", "permission-matrix"
    ),
    "role": Mutation(f"{CATALOG}/permissions.py", "TEAM\\)", "EVERYONE)", "permission-matrix"),
    "error": Mutation(f"{CATALOG}/errors.py", "sku_taken", "sku_gone", "generated: errors"),
    "event": Mutation(
        "src/app/features/orders/events.py", "OrderDelivered", "OrderArrived", "generated: events"
    ),
    "transition": Mutation(
        "src/app/features/orders/workflow.py",
        r"OrderStatus\.SHIPPED, OrderStatus\.DELIVERED",
        "OrderStatus.SHIPPED",
        "generated: order-states",
    ),
    "command": Mutation(
        "src/app/features/auth/commands.py", r"^@command\(.*\n", "", "generated: commands"
    ),
    "snippet": Mutation(
        "src/app/core/problems.py", '"title": title_of', '"name": title_of', "#problem_document"
    ),
    "target": Mutation("Makefile", r"^bench: .*## .*$", "bench: setup", "generated: targets"),
}


@pytest.mark.xdist_group("mutated")  # they share one project, and so one worker
@pytest.mark.xdist_group("documents-mutated")
@pytest.mark.parametrize("name", MUTATIONS)
def test_a_change_of_the_code_makes_the_documents_stale(name: str, tmp_path: Path) -> None:
    mutation = MUTATIONS[name]
    given = answers(database="sqlite")
    files = rendered_files(project("documents/mutated", given))
    passed = Passed(f"documents-without-{name}", digest(BUILD / "documents/mutated", files))
    if passed.before():
        return
    original = installed("mutated", given)
    folder = tmp_path / "project"
    shutil.copytree(original, folder, ignore=shutil.ignore_patterns(".venv", "__pycache__"))
    path = folder / mutation.path
    changed, count = re.subn(
        mutation.old, mutation.new, path.read_text("utf-8"), flags=re.MULTILINE
    )
    assert count, f"{mutation.old} is not in {mutation.path}"
    path.write_text(changed, encoding="utf-8")
    done = subprocess.run(
        ["uv", "run", "--quiet", "--no-sync", "--project", str(original), *CHECK],
        cwd=folder,
        env=environment(PYTHONPATH=str(folder / "src")),
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stderr
    stale = [line for line in done.stdout.splitlines() if line.startswith("stale: ")]
    assert any(mutation.stale in line for line in stale), done.stdout + done.stderr
    passed.now()
