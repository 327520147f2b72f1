"""Generated projects kept below build/, so that what did not change is not checked again."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.combinations import ROOT
from tests.engines import quoted
from tools.render import MANIFEST, render

BUILD = ROOT / "build"
# What a test run, make or uv leaves in the environment and a project must not inherit.
INHERITED = ("PYTEST_", "COV_", "MAKE", "MFLAGS", "VIRTUAL_ENV", "UV_RUN", "PYTHONPATH", "GIT_")


def project(name: str, given: dict[str, str]) -> Path:
    """Render the project for `given` into build/`name`, where its environment survives."""
    target = BUILD / name
    target.mkdir(parents=True, exist_ok=True)
    render(target, quoted(given))
    return target


def rendered_files(folder: Path) -> list[str]:
    """Return the paths that the template wrote into `folder`, not what was made there since."""
    names: list[str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return names


def environment(**added: str) -> dict[str, str]:
    """Return the environment of a user who has just opened a terminal, and `added`."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(INHERITED)}
    return own | added


def run(folder: Path, *command: str, **added: str) -> None:
    """Run `command` in `folder`; AssertionError with the end of its output when it fails."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(**added),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)} failed in {folder}:\n{done.stdout[-8000:]}"


def digest(folder: Path, names: list[str]) -> str:
    """Return a digest of the files `names` of `folder` and of the Python that runs."""
    total = hashlib.sha256(sys.version.encode())
    for name in sorted(names):
        total.update(f"\0{name}\0".encode())
        total.update((folder / name).read_bytes())
    return total.hexdigest()


class Passed:
    """Remembers below build/passed which content passed which check."""

    def __init__(self, check: str, key: str) -> None:
        """Name the check and the digest of the content it depends on."""
        self._path = BUILD / "passed" / f"{check}-{key[:32]}"

    def before(self) -> bool:
        """Return whether this very content has passed before."""
        return self._path.exists()

    def now(self) -> None:
        """Record that it passed."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch()
