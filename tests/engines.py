"""The three engines, called the way their users call them, and what they leave on disk."""

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import copier
import cruft
import yaml
from cookiecutter.main import cookiecutter

from tests.combinations import ROOT

PARTS = ["cookiecutter.json", "copier.yml", "hooks", "{{cookiecutter.project_slug}}"]
ANSWERS = ".copier-answers.yml"


class File(NamedTuple):
    """What must be equal whichever engine wrote the file."""

    executable: bool
    content: bytes


def tracked(*parts: str) -> list[Path]:
    """Return the files of the template below `parts` that git has or would take."""
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *parts)
    paths = (ROOT / name for name in sorted(set(listed.split("\0"))) if name)
    return [path for path in paths if path.is_file()]


def copy_template(target: Path) -> Path:
    """Copy what an engine reads, without git: an engine then renders in place, not from a clone."""
    for path in tracked(*PARTS):
        copy = target / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return target


def git(folder: Path, *arguments: str) -> str:
    """Run git in `folder` as a person with a name; return what it prints."""
    person = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com"]
    quiet = ["-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *person, *quiet, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


def commit(folder: Path, message: str, tag: str = "") -> None:
    """Commit everything in `folder`, a repository from now on, and tag it."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    if tag:
        git(folder, "tag", tag)


def quoted(answers: dict[str, str]) -> dict[str, str]:
    """Quote Jinja for Cookiecutter, which evaluates the answers that nobody types in."""
    return {
        name: f"{{% raw %}}{value}{{% endraw %}}" if "{" in value else value
        for name, value in answers.items()
    }


@cache
def settings() -> str:
    """Return a configuration file that keeps Cookiecutter's own records out of the home folder."""
    folder = Path(tempfile.mkdtemp(prefix="cookiecutter-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    own = {"cookiecutters_dir": str(folder / "cloned"), "replay_dir": str(folder / "replay")}
    (folder / "config.yaml").write_text(yaml.safe_dump(own), encoding="utf-8")
    return str(folder / "config.yaml")


def with_cookiecutter(template: Path | str, target: Path, answers: dict[str, str]) -> Path:
    """Generate below `target` without questions; return the project."""
    made = cookiecutter(
        str(template),
        no_input=True,
        extra_context=quoted(answers),
        output_dir=str(target),
        config_file=settings(),
    )
    return Path(made)


def with_copier(
    template: Path | str, target: Path, answers: dict[str, str], **options: Any
) -> Path:
    """Generate `target` without questions and without trust; return it."""
    copier.run_copy(
        str(template), target, data=answers, defaults=True, quiet=True, unsafe=False, **options
    )
    return target


def with_cruft(repository: Path, target: Path, answers: dict[str, str]) -> Path:
    """Generate below `target` from a git repository; return the project."""
    made = cruft.create(
        str(repository),
        output_dir=target,
        default_config=True,
        extra_context=quoted(answers),
        no_input=True,
    )
    return Path(made)


def update(project: Path, *, quiet: bool = True, **options: Any) -> None:
    """Run `copier update` in `project`, without questions and without trust."""
    copier.run_update(project, defaults=True, overwrite=True, quiet=quiet, unsafe=False, **options)


def read(project: Path) -> dict[str, File]:
    """Return every file of `project` by its relative path, git's own left out."""
    paths = (path for path in project.rglob("*") if path.is_file())
    return {
        path.relative_to(project).as_posix(): File(
            bool(path.stat().st_mode & 0o111), path.read_bytes()
        )
        for path in paths
        if ".git" not in path.relative_to(project).parts
    }


def recorded(project: Path) -> dict[str, Any]:
    """Return what the answers file of `project` says."""
    content = yaml.safe_load((project / ANSWERS).read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def differences(one: dict[str, File], other: dict[str, File]) -> list[str]:
    """Return the paths that are not in both, or not equal in both."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
