"""`make test-services`: generated projects on the real servers.

For each framework and database: generate, set up, migrate up and down and up, compare models with
migrations and documents with code, run the whole suite with its coverage gate. What passed and has
not changed since is not run again; `build/services/` keeps the projects and their logs.
"""

import argparse
import contextlib
import hashlib
import io
import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tools.console import BUILD, ROOT, StepError, run, say
from tools.render import MANIFEST, render
from tools.servers import MYSQL, POSTGRESQL, REDIS, Server, ensure

DATABASES = {"postgresql": POSTGRESQL, "mysql": MYSQL}
FOLDER = BUILD / "services"
# One database at a time would leave a core idle while its server works.
JOBS = min(2, os.cpu_count() or 1)
STEPS = ("setup", "migrate", "rollback to=base", "migration-check", "test", "docs-check")


@dataclass(frozen=True, slots=True)
class Combination:
    """A project to generate, and the server it runs on."""

    framework: str
    database: str

    @property
    def name(self) -> str:
        """What the project, its folder and its databases are called."""
        return f"services-{self.framework}-{self.database}"

    @property
    def server(self) -> Server:
        """Its database server."""
        return DATABASES[self.database]


def combinations(only: str) -> list[Combination]:
    """All of them, or those whose name contains `only`."""
    frameworks = json.loads((ROOT / "cookiecutter.json").read_text(encoding="utf-8"))["framework"]
    every = [Combination(framework, name) for framework in frameworks for name in DATABASES]
    return [one for one in every if only in one.name]


def generate(one: Combination) -> Path:
    """The project, rendered into the folder that keeps its environment."""
    project = FOLDER / one.name
    project.mkdir(parents=True, exist_ok=True)
    answers = {"project_name": one.name, "framework": one.framework, "database": one.database}
    with contextlib.redirect_stdout(io.StringIO()):
        render(project, answers)
    return project


def check(one: Combination, urls: dict[str, str], *, cached: bool) -> str:
    """Run the steps in the generated project; a line for the summary. Raises StepError."""
    project, log, stamp = FOLDER / one.name, FOLDER / f"{one.name}.log", FOLDER / f"{one.name}.ok"
    state = digest(project, urls[one.database])
    if cached and stamp.exists() and stamp.read_text() == state:
        return f"{one.name}: passed before, unchanged"
    stamp.unlink(missing_ok=True)
    log.unlink(missing_ok=True)
    started = time.monotonic()
    failed = [step for step in STEPS if not passes(one, step, variables(one, urls), log)]
    if failed:
        raise StepError(f"make {', make '.join(failed)}; the end of {log}:\n{tail(log)}")
    stamp.write_text(state)
    return f"{one.name}: passed in {time.monotonic() - started:.0f} s"


def passes(one: Combination, step: str, settings: dict[str, str], log: Path) -> bool:
    """Whether `make STEP` succeeds; without a set-up project nothing would, so that one raises."""
    say(f"{one.name}: make {step}")
    try:
        run(["make", *step.split()], folder=FOLDER / one.name, variables=settings, log=log)
    except StepError as error:
        if step == STEPS[0]:
            raise StepError(f"{error}\n{tail(log)}") from error
        say(f"{one.name}: make {step} FAILED")
        return False
    return True


def tail(log: Path) -> str:
    """The last lines."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-40:])


def variables(one: Combination, urls: dict[str, str]) -> dict[str, str]:
    """The settings of the machine: the servers, and how many processes test."""
    server = urls[one.database]
    database = urlsplit(server)._replace(path=f"/{one.name.replace('-', '_')}").geturl()
    return {
        "DATABASE_URL": database,
        "TEST_DATABASE_URL": server,
        "TEST_REDIS_URL": urls["redis"],
        "WORKERS": str(max(1, (os.cpu_count() or 1) // JOBS)),
    }


def digest(project: Path, url: str) -> str:
    """What the outcome depends on: the generated files, Python and the server."""
    total = hashlib.sha256(f"{sys.version} {url}".encode())
    for name in sorted(json.loads((project / MANIFEST).read_text(encoding="utf-8"))):
        total.update(f"\0{name}\0".encode())
        total.update((project / name).read_bytes())
    return total.hexdigest()


def outcomes(
    chosen: list[Combination], urls: dict[str, str], *, cached: bool
) -> Iterator[tuple[bool, str]]:
    """Whether each passed, and its line for the summary, in order."""
    for one in chosen:
        generate(one)
    with ThreadPoolExecutor(JOBS) as pool:
        running = [(one, pool.submit(check, one, urls, cached=cached)) for one in chosen]
        for one, future in running:
            try:
                yield True, future.result()
            except StepError as error:
                yield False, f"{one.name}: FAILED: {error}"


def main(arguments: list[str]) -> int:
    """Run; the exit status is 1 where a server is missing or a combination failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="combinations whose name contains this")
    parser.add_argument("--again", action="store_true", help="also what passed unchanged")
    options = parser.parse_args(arguments)
    chosen = combinations(options.only)
    try:
        urls = {one.database: ensure(one.server) for one in chosen} | {"redis": ensure(REDIS)}
    except StepError as error:
        print(error, file=sys.stderr)
        return 1
    results = list(outcomes(chosen, urls, cached=not options.again))
    for _, line in results:
        say(line)
    return 0 if all(passed for passed, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
