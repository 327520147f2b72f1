"""`make demo`: generate a project, start it, walk through it over HTTP, and leave it serving.

`make demo ANSWERS="database=postgresql auth=jwt"` takes answers; `make demo CHECK=1` stops after
the walk and ends with a status.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tools.console import BUILD, ROOT, StepError, environment, run, say
from tools.servers import MYSQL, POSTGRESQL, listens, url_of
from tools.walk import wait_until_ready, walk

FOLDER = BUILD / "demo"
LOG = FOLDER / "server.log"
SERVERS = {"postgresql": POSTGRESQL, "mysql": MYSQL}
STOP_SECONDS = 30


def generate(answers: list[str]) -> Path:
    """The project of the answers, made anew; answers that do not fit raise StepError."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    run(
        [
            *(sys.executable, "-m", "cookiecutter", "--no-input", "--default-config"),
            *("--output-dir", str(FOLDER), str(ROOT), *answers),
        ],
        folder=FOLDER,
    )
    return next(path for path in FOLDER.iterdir() if path.is_dir())


def database_url(answers: list[str], slug: str) -> str | None:
    """Where the project keeps its data: None for its own default. Raises StepError."""
    given = dict(answer.partition("=")[::2] for answer in answers)
    server = SERVERS.get(given.get("database", ""))
    if "DATABASE_URL" in os.environ or server is None:
        return os.environ.get("DATABASE_URL")
    url = url_of(server)
    if not listens(url):
        parts = urlsplit(url)
        raise StepError(
            f"Nothing listens at {parts.hostname}:{parts.port}: start {server.name}, or say in "
            "DATABASE_URL=scheme://user:password@host:port/name where it is."
        )
    return urlsplit(url)._replace(path=f"/demo_{slug.replace('-', '_')}").geturl()


def free_port() -> int:
    """A port that nothing uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(
    project: Path, port: int, variables: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """The service as a process of its own, stopped gracefully at the end."""
    python = project / ".venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    with LOG.open("wb") as log:
        server = subprocess.Popen(
            [python, "-m", "app", "serve", "--port", str(port)],
            cwd=project,
            env=environment(variables),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def demo(answers: list[str], *, check: bool) -> None:
    """All of it; raises StepError."""
    say(f"Generating a project with Cookiecutter into {FOLDER.relative_to(ROOT)}/")
    project = generate(answers)
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    variables = {"APP_ENV": "local", "APP_LOG_FORMAT": "json", "HTTP_PUBLIC_URL": base}
    if url := database_url(answers, project.name):
        variables["DATABASE_URL"] = url
    for target, text in (
        ("setup", "Setting it up (make setup)"),
        ("seed", "Migrating the database and filling it in (make migrate seed)"),
    ):
        say(text)
        run(["make", "--no-print-directory", target], folder=project, variables=variables)
    say(f"Starting it on port {port}; its log: {LOG.relative_to(ROOT)}")
    with serving(project, port, variables) as server:
        wait_until_ready(port, lambda: server.poll() is None)
        say("Ready: the first 200. Walking through it")
        walk(port, lambda: LOG.read_text(encoding="utf-8", errors="replace"))
        print()
        say("The walk is complete")
        if not check:
            print(f"\nServing. Documentation: {base}/docs\nCtrl-C stops it.", flush=True)
            server.wait()


def main(arguments: list[str]) -> int:
    """Run; the exit status is 1 where a step failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("answers", nargs="*", metavar="name=value")
    parser.add_argument("--check", action="store_true", help="stop after the walk")
    options = parser.parse_args(arguments)
    try:
        demo(options.answers, check=options.check)
    except StepError as error:
        print(f"\n{error}", file=sys.stderr)
        if LOG.exists():
            print(f"The end of {LOG}:\n" + LOG.read_text(errors="replace")[-3000:], file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("Stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
