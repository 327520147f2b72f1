"""`make demo`: from nothing to a placed order."""

import os
import subprocess

import pytest

from tests.combinations import ROOT
from tests.projects import environment

pytestmark = [
    # Both write build/demo/.
    pytest.mark.xdist_group("demo"),
    pytest.mark.skipif(os.name == "nt", reason="a project's Makefile needs a POSIX shell"),
]


def test_the_demo_orders_something() -> None:
    done = subprocess.run(
        ["make", "demo", "CHECK=1"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    for request in ("auth/register", "auth/verify-email", "auth/login", "orders"):
        assert f"> POST /api/v1/{request} " in done.stdout
    assert '"status": "placed"' in done.stdout
    assert "The walk is complete" in done.stdout
    assert "********" in done.stdout


def test_a_wrong_answer_ends_the_demo() -> None:
    done = subprocess.run(
        ["make", "demo", "CHECK=1", "ANSWERS=project_slug=Not-A-Slug"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "project_slug" in done.stdout + done.stderr
