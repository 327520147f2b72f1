"""The import contracts of pyproject.toml hold, and each of them notices when it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


# The package to check comes first on the path, before the installed one.
PROGRAM = """
import sys
from importlinter.cli import lint_imports_command
sys.path.insert(0, sys.argv.pop(1))
lint_imports_command()
"""


def _lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Check the package in `root`."""
    options = [str(root / "src"), "--config", "pyproject.toml", "--no-cache"]
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *options],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("core/clock.py", "import app.settings", "The core knows nothing of the rest"),
        ("features/catalog/rules.py", "import app.infra.resources", "are pure"),
        ("features/catalog/service.py", "import fastapi", "Only what speaks HTTP"),
        ("http/replies.py", "import sqlalchemy", "Only repositories and tables"),
    ],
)
def test_a_forbidden_import_is_noticed(
    tmp_path: Path, module: str, line: str, contract: str
) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src")
    changed = tmp_path / "src" / "app" / module
    changed.write_text(f"{changed.read_text()}\n{line}\n")
    result = _lint(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    broken = [row for row in result.stdout.splitlines() if "BROKEN" in row]
    assert any(contract in row for row in broken), result.stdout


def test_the_contracts_hold() -> None:
    result = _lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
