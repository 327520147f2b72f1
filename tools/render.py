"""Render the template into a directory that is worked in.

`python tools/render.py DIR [name=value ...]`. The directory keeps what the template does not make
(.venv, .env, databases); files that an earlier rendering made and this one does not are removed.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from cookiecutter.main import cookiecutter

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ".rendered.json"


def render(target: Path, answers: dict[str, str]) -> list[str]:
    """Write the project for `answers` into `target`; return the relative paths written."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(
            cookiecutter(
                str(ROOT),
                no_input=True,
                extra_context=answers,
                output_dir=scratch,
                default_config=True,
            )
        )
        files = sorted(p.relative_to(source).as_posix() for p in source.rglob("*") if p.is_file())
        manifest = target / MANIFEST
        earlier = json.loads(manifest.read_text()) if manifest.exists() else []
        for stale in set(earlier) - set(files):
            (target / stale).unlink(missing_ok=True)
        for name in files:
            new, old = source / name, target / name
            if not old.exists() or old.read_bytes() != new.read_bytes():
                old.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(new, old)
        manifest.write_text(json.dumps(files))
    return files


def main(arguments: list[str]) -> int:
    """Parse the command line and render."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("answers", nargs="*", metavar="name=value")
    options = parser.parse_args(arguments)
    options.target.mkdir(parents=True, exist_ok=True)
    files = render(options.target, dict(answer.split("=", 1) for answer in options.answers))
    print(f"{len(files)} files in {options.target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
