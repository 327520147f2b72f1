"""What the long-running tools show, and how they start programs."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
# What make, uv and a test run leave in the environment and a project must not inherit.
INHERITED = ("COV_", "MAKE", "MFLAGS", "PYTEST_", "PYTHONPATH", "UV_RUN", "VIRTUAL_ENV")
_STARTED = time.monotonic()


class StepError(Exception):
    """A step did not succeed; the message says what to do."""


def say(text: str) -> None:
    """Show a step, with the seconds since the start."""
    print(f"[{time.monotonic() - _STARTED:6.1f} s] {text}", flush=True)


def environment(variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a user who has just opened a terminal, and `variables`."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(INHERITED)}
    return own | dict(variables or {})


def run(
    command: Sequence[str],
    *,
    folder: Path,
    variables: Mapping[str, str] | None = None,
    log: Path | None = None,
) -> None:
    """Run a program, showing its output or appending it to `log`; raises StepError."""
    try:
        with log.open("ab") if log else nullcontext() as output:
            status = subprocess.run(
                command,
                cwd=folder,
                env=environment(variables),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if log else None,
                check=False,
            ).returncode
    except OSError as error:
        raise StepError(f"{command[0]}: {error}") from error
    if status:
        where = f"; see {log.relative_to(ROOT)}" if log else ""
        raise StepError(f"`{' '.join(command)}` failed with status {status}{where}")
