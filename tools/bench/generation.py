"""How long a generation takes: `python tools/bench/generation.py [--runs N]`.

Each engine runs as a whole process, the way a user runs it. The yardstick is a Cookiecutter run of
a template that holds just the files of the result: no hooks, no layers, no unused file.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TREE = "{{cookiecutter.project_slug}}"
LIMIT = 1.5


def template_copy(target: Path) -> Path:
    """The template without its repository, so that Copier renders in place instead of cloning."""
    ignored = shutil.ignore_patterns(".git", ".venv", "build", ".tools", "__pycache__", ".*_cache")
    return Path(shutil.copytree(ROOT, target, ignore=ignored))


def plain_template(template: Path, target: Path) -> Path:
    """A Cookiecutter template of the default project's files alone, each still with its Jinja."""
    tree = target / TREE
    target.mkdir(parents=True)
    context = json.loads((template / "cookiecutter.json").read_text())
    (target / "cookiecutter.json").write_text(json.dumps(context))
    rendered = Path(run_cookiecutter(template, target / "probe")[1])
    layers = [folder for folder in (template / TREE).iterdir() if "__if_" in folder.name]
    for file in (f for f in rendered.rglob("*") if f.is_file()):
        name = file.relative_to(rendered)
        sources = [base / name for base in (template / TREE, *layers)]
        source = next(
            (s for s in sources if s.is_file()), template / TREE / "{{cookiecutter.__answers_file}}"
        )
        destination = tree / (source.name if source.name.startswith("{{") else name)
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, destination)
    shutil.rmtree(target / "probe")
    return target


def run_cookiecutter(template: Path, output: Path) -> tuple[float, str]:
    """Seconds of one run, and the project's directory."""
    output.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "cookiecutter", str(template), "--no-input", "-o", str(output)]
    seconds = timed(command)
    return seconds, str(next(output.iterdir()))


def run_copier(template: Path, output: Path) -> float:
    """Seconds of one run."""
    command = [sys.executable, "-m", "copier", "copy", "--defaults", "--quiet"]
    return timed([*command, str(template), str(output / "project")])


def timed(command: list[str]) -> float:
    """Wall-clock seconds of a process that must succeed."""
    environment = os.environ | {"COOKIECUTTER_CONFIG": os.devnull}
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def main(arguments: list[str]) -> int:
    """Measure and compare; the status is 1 where the limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args(arguments).runs
    seconds: dict[str, list[float]] = {"cookiecutter": [], "plain cookiecutter": [], "copier": []}
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        template = template_copy(scratch / "backend-template")
        plain = plain_template(template, scratch / "plain-template")
        for run in range(runs):
            seconds["cookiecutter"].append(run_cookiecutter(template, scratch / f"a{run}")[0])
            seconds["plain cookiecutter"].append(run_cookiecutter(plain, scratch / f"b{run}")[0])
            seconds["copier"].append(run_copier(template, scratch / f"c{run}"))
    medians = {engine: statistics.median(values) for engine, values in seconds.items()}
    for engine, median in medians.items():
        print(f"{engine:20} {median:6.3f} s (median of {runs})")
    ratio = medians["cookiecutter"] / medians["plain cookiecutter"]
    print(f"hooks and unused layers cost {ratio:.2f} times the plain run (limit {LIMIT})")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
