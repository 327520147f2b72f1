"""`copier update` keeps what people changed, whichever engine made the project.

Every test has its own template repository: the working tree is the present release, and the next
one changes lines that stand close to lines that people change.
"""

import re
from collections.abc import Callable
from pathlib import Path

import cruft
import pytest

from tests import engines
from tests.combinations import CHOICES, QUESTIONS, ROOT, answers
from tests.engines import ANSWERS, commit, differences, git, read, recorded, update

PRESENT = str(QUESTIONS["_template_version"])
NEXT = "v999.0.0"
TREE = Path("{{cookiecutter.project_slug}}")
ANCHOR = "  # your own dependencies below this line\n"
OWN_FEATURE = Path("src/app/features/reviews")
DELETED = Path(".editorconfig")
# As Copier and git, which cruft uses, begin a conflict.
CONFLICT = re.compile(rb"^<{7} (before updating|ours|HEAD)", re.MULTILINE)
MADE_WITH = {
    "cookiecutter": engines.with_cookiecutter,
    "copier": lambda source, target, given: engines.with_copier(source, target / "it", given),
    "cruft": engines.with_cruft,
}
TAGS = [tag for tag in git(ROOT, "tag", "--list", "v*", "--sort=-v:refname").split() if tag][:2]


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Change the text of `path`; an edit that changes nothing is a mistake of the test."""
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, path
    path.write_text(after, encoding="utf-8", newline="\n")


def release_next(folder: Path) -> None:
    """Publish the next release of the template in `folder`."""
    tree = folder / TREE
    for name in ("cookiecutter.json", "copier.yml"):
        edit(folder / name, lambda text: text.replace(PRESENT, NEXT))
    edit(tree / "pyproject.toml", lambda text: text.replace('  "uvicorn>=', '  "uvicorn>=0.0'))
    edit(
        tree / "pyproject.toml",
        lambda text: text.replace(ANCHOR, f'  "zstandard>=0.25",\n{ANCHOR}'),
    )
    edit(tree / "README.md", lambda text: text.replace("\n\n", "\n\nNew in this release.\n\n", 1))
    edit(tree / DELETED, lambda text: text + "\n[*.sql]\nindent_size = 4\n")
    edit(tree / "CHANGELOG.md", lambda text: text + "\nOnly for new projects.\n")
    (tree / "docs").mkdir(exist_ok=True)
    (tree / "docs" / "added.md").write_text("# Added\n", encoding="utf-8")
    (tree / ".gitattributes").unlink()
    commit(folder, "Next release", NEXT)


def live_in(project: Path) -> None:
    """Change `project` the way its owners do, and commit it."""
    commit(project, "Generated")
    edit(
        project / "pyproject.toml", lambda text: text.replace(ANCHOR, f'{ANCHOR}  "humanize>=4",\n')
    )
    edit(project / "README.md", lambda text: text + "\n## Our team\n\nAsk Ada.\n")
    edit(
        project / "CHANGELOG.md", lambda text: text.replace("### Added", "### Added\n\n- Reviews.")
    )
    (project / DELETED).unlink()
    (project / OWN_FEATURE).mkdir()
    (project / OWN_FEATURE / "__init__.py").write_text('"""Reviews of products."""\n')
    (project / OWN_FEATURE / "rules.py").write_text('"""What a review may say."""\n\nSTARS = 5\n')
    commit(project, "Lived in")


def assert_merged(project: Path, release: str = NEXT) -> None:
    """Fail where the update left a conflict, lost an edit or brought no news."""
    assert git(project, "diff", "--name-only", "--diff-filter=U") == ""
    assert not list(project.rglob("*.rej"))
    for name, file in read(project).items():
        assert not CONFLICT.search(file.content), name
    pyproject = (project / "pyproject.toml").read_text(encoding="utf-8")
    assert f'  "zstandard>=0.25",\n{ANCHOR}  "humanize>=4",\n' in pyproject
    assert '"uvicorn>=0.0' in pyproject
    readme = (project / "README.md").read_text(encoding="utf-8")
    assert "New in this release." in readme
    assert readme.endswith("\n## Our team\n\nAsk Ada.\n")
    assert not (project / DELETED).exists()
    assert not (project / ".gitattributes").exists()
    assert (project / "docs" / "added.md").exists()
    assert "STARS = 5" in (project / OWN_FEATURE / "rules.py").read_text(encoding="utf-8")
    changelog = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "- Reviews." in changelog
    assert "Only for new projects." not in changelog
    assert recorded(project)["_commit"] == release


@pytest.fixture
def template_repository(tmp_path: Path) -> Path:
    """Return a repository whose only release is the working tree."""
    folder = engines.copy_template(tmp_path / "template")
    commit(folder, "Present release", PRESENT)
    return folder


@pytest.mark.parametrize("engine", MADE_WITH)
def test_a_project_that_people_live_in_is_updated_without_conflict(
    engine: str, template_repository: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    given = answers(
        project_name='O\'Neil "<API>" & Söhne 🚀', project_slug="oneil", database="mysql"
    )
    project = MADE_WITH[engine](template_repository, tmp_path / "made", given)
    live_in(project)
    release_next(template_repository)
    update(project, quiet=False)
    assert_merged(project)
    said = recorded(project)
    assert {name: said[name] for name in given} == given
    assert_told_what_comes_next(project, capfd.readouterr().err)


def assert_told_what_comes_next(project: Path, told: str) -> None:
    """Fail where the message after an update names a command that the project lacks."""
    targets = re.findall(r"^  make (\w+)", told, re.MULTILINE)
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    assert targets
    assert all(f"\n{target}:" in makefile for target in targets)


def test_cruft_updates_its_own_projects(
    template_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = engines.with_cruft(template_repository, tmp_path / "made", answers())
    live_in(project)
    release_next(template_repository)
    for role in ("AUTHOR", "COMMITTER"):  # cruft merges with git, which asks who does so
        monkeypatch.setenv(f"GIT_{role}_NAME", "Tester")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "tester@example.com")
    assert cruft.update(project, skip_apply_ask=True)
    assert_merged(project, release=git(template_repository, "rev-parse", NEXT).strip())


@pytest.mark.parametrize("tag", TAGS)
def test_a_project_of_an_earlier_release_comes_to_this_one(tag: str, tmp_path: Path) -> None:
    template = tmp_path / "template"
    git(ROOT, "clone", "--quiet", "--branch", tag, str(ROOT), str(template))
    project = engines.with_copier(template, tmp_path / "project", answers(), vcs_ref=tag)
    commit(project, "Generated")
    edit(project / "README.md", lambda text: text + "\n## Our team\n\nAsk Ada.\n")
    commit(project, "Lived in")
    git(template, "rm", "-r", "--quiet", ".")
    engines.copy_template(template)
    commit(template, "Working tree", NEXT)
    update(project)
    assert git(project, "diff", "--name-only", "--diff-filter=U") == ""
    fresh = engines.with_copier(template, tmp_path / "fresh", answers())
    unequal = set(differences(read(project), read(fresh)))
    assert unequal <= {"README.md", "CHANGELOG.md"}


def test_an_untouched_project_becomes_what_a_new_one_is(
    template_repository: Path, tmp_path: Path
) -> None:
    project = engines.with_cookiecutter(template_repository, tmp_path / "made", answers())
    commit(project, "Generated")
    release_next(template_repository)
    update(project)
    fresh = engines.with_copier(template_repository, tmp_path / "fresh", answers())
    assert differences(read(project), read(fresh)) == ["CHANGELOG.md"]  # that one is the user's


def test_an_update_to_the_same_release_changes_nothing(
    template_repository: Path, tmp_path: Path
) -> None:
    project = engines.with_cookiecutter(template_repository, tmp_path / "made", answers())
    live_in(project)
    update(project)
    assert git(project, "status", "--porcelain") == ""


def flips() -> list[tuple[str, str, str]]:
    """Return for every choice the step to the next one, the last to the first.

    A licence and a Python version change a text, not which files there are: one step shows it.
    """
    steps = []
    for name, values in CHOICES.items():
        ring = list(zip(values, [*values[1:], values[0]], strict=True))
        told = ring[:1] if name in {"license", "python_version"} else ring
        steps += [(name, before, after) for before, after in told if before != after]
    return steps


@pytest.mark.parametrize(("question", "before", "after"), flips())
def test_any_answer_can_be_changed_later(
    question: str, before: str, after: str, repository: Path, tmp_path: Path
) -> None:
    old, new = answers(**{question: before}), answers(**{question: after})
    project = engines.with_cookiecutter(repository, tmp_path / "made", old)
    commit(project, "Generated")
    update(project, data={question: after})
    assert git(project, "diff", "--name-only", "--diff-filter=U") == ""
    fresh = engines.with_cookiecutter(repository, tmp_path / "fresh", new)
    assert differences(read(project), read(fresh)) == []
    assert recorded(project)[question] == after


def test_the_answers_file_is_all_copier_needs(template_repository: Path, tmp_path: Path) -> None:
    project = engines.with_cookiecutter(template_repository, tmp_path / "made", answers())
    said = recorded(project)
    assert said["_src_path"] == str(template_repository)
    assert said["_commit"] == PRESENT
    assert (project / ANSWERS).read_text(encoding="utf-8").startswith("# ")
