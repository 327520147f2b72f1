"""What holds for the tree as it stands, before anything is generated."""

import itertools
import re
import subprocess
from collections import defaultdict
from pathlib import PurePosixPath

import pytest

from tests.combinations import HOSTILE, QUESTIONS, ROOT, TREE, answers, product
from tests.engines import quoted
from tools import sync_copier

JUNK = {"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache"}
FILES = [path for path in sorted(TREE.rglob("*")) if path.is_file() and not JUNK & {*path.parts}]
NAMES = [path.relative_to(TREE).as_posix() for path in FILES]
JINJA = re.compile(r"\{\{|\{%|\{#")
RAW = re.compile(r"\{% raw %\}.*?\{% endraw %\}", re.DOTALL)
BRANCH = re.compile(r"\{%-?\s*(?:if|elif|for)\b|\{\{[^}]*?\sif\s")
# The only Python files that know an answer.
PYTHON_WITH_JINJA = {"src/app/about.py"}
BRANCHES = 12
# A path of the project below a home folder must fit into the 260 characters of Windows.
LONGEST_PATH = 130
KEYS = re.compile(
    r"AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|\bsk_live_|\bghp_\w{20}|\bxox[bap]-"
    r"|\beyJ[\w-]{10,}\.eyJ"
)
ASSIGNED = re.compile(
    r"(?i:secret|password|token|api_key)\w*\s*[:=]\s*['\"]?[A-Za-z0-9+/_-]{20,}['\"]?\s*$",
    re.MULTILINE,
)
ENGINE_FILTERS = re.compile(
    r"\|\s*(slugify|jsonify|random_ascii_string|to_nice_yaml|to_nice_json|to_json|to_yaml|regex_\w+"
    r"|strftime|ans_random|b64encode|hash|quote)\b|\{%-?\s*now\b"
)


def natural(name: str) -> str:
    """Return the path that a file of the tree has in a project."""
    parts = PurePosixPath(name).parts
    return "/".join(part for part in parts if not part.startswith("{{cookiecutter.__if_"))


def layer(name: str) -> str:
    """Return the layer a file of the tree belongs to, or nothing."""
    first = name.split("/", 1)[0]
    return (
        first.removeprefix("{{cookiecutter.").removesuffix("}}")
        if first.startswith("{{cookiecutter.__if")
        else ""
    )


def holds(name: str, row: dict[str, str]) -> bool:
    """Return whether the layer `name` is laid over a project with the answers `row`."""
    found = sync_copier.LAYER.fullmatch(QUESTIONS[name])
    assert found is not None
    condition = sync_copier.copier_names(found["condition"])
    return bool(eval(condition, {}, dict(row)))  # noqa: S307 - our own file; its shape is pinned


def test_a_layer_lies_at_the_top_and_is_declared() -> None:
    for name in NAMES:
        inner = name.split("/")[1:]
        assert not any("cookiecutter.__if" in part for part in inner), name
        assert not layer(name) or layer(name) in QUESTIONS, name


def test_layers_that_hold_together_never_carry_the_same_path() -> None:
    carriers = defaultdict(set)
    for name in NAMES:
        carriers[natural(name)].add(layer(name))
    for path, layers in carriers.items():
        for one, other in itertools.combinations(layers, 2):
            rows = [
                row for row in product() if all(not it or holds(it, row) for it in (one, other))
            ]
            assert not rows, f"{path} is in {one or 'the root'} and in {other or 'the root'}"


def test_two_paths_never_differ_only_by_case() -> None:
    folded = defaultdict(set)
    for name in NAMES:
        folded[natural(name).lower()].add(natural(name))
    assert [sorted(paths) for paths in folded.values() if len(paths) > 1] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith((".py", ".pyi"))])
def test_python_is_plain_python(name: str) -> None:
    if natural(name) not in PYTHON_WITH_JINJA:
        found = JINJA.search((TREE / name).read_text(encoding="utf-8"))
        assert found is None, f"Jinja would read {found and found[0]!r} as its own"


def test_no_file_has_too_many_branches() -> None:
    counted = {
        name: len(BRANCH.findall(RAW.sub("", (TREE / name).read_text(encoding="utf-8"))))
        for name in NAMES
    }
    assert {name: count for name, count in counted.items() if count > BRANCHES} == {}


def test_files_use_only_what_both_engines_have() -> None:
    for name in NAMES:
        text = RAW.sub("", (TREE / name).read_text(encoding="utf-8"))
        found = [match[0] for match in ENGINE_FILTERS.finditer(text)] if JINJA.search(text) else []
        assert not any(f"{{{{ {hit}" in text or f"{hit} }}}}" in text for hit in found), name


def test_free_text_is_quoted_by_its_literal() -> None:
    """`tojson` writes an emoji as two surrogates, which TOML, YAML and Python refuse."""
    free = "|".join(name for name in ("project_name", "description", "author_name"))
    wrong = re.compile(rf"cookiecutter\.({free})\s*\|\s*tojson")
    hits = [name for name in NAMES if wrong.search((TREE / name).read_text(encoding="utf-8"))]
    assert hits == []


def test_paths_are_safe_on_windows() -> None:
    reserved = {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"com{n}" for n in range(10)),
        *(f"lpt{n}" for n in range(10)),
    }
    for name in NAMES:
        assert not re.search(r'["<>|:*?\\]', name), name
        assert not name.endswith((" ", ".")), name
        for part in PurePosixPath(name).parts:
            assert part.split(".")[0].lower() not in reserved, name
            assert not part.endswith((" ", ".")), name


def test_paths_are_short() -> None:
    longest = "x" * 40
    assert [name for name in NAMES if len(f"{longest}/{natural(name)}") > LONGEST_PATH] == []
    # Cookiecutter writes a layer below a hidden folder first.
    laid = [name.replace("{{cookiecutter.__if_", ".layers/").replace("}}/", "/") for name in NAMES]
    assert [name for name in laid if len(f"{longest}/{name}") > LONGEST_PATH + 30] == []


def test_text_files_with_unix_line_ends_only() -> None:
    for path in FILES:
        content = path.read_bytes()
        assert b"\r" not in content, path
        assert b"\0" not in content, path
        content.decode("utf-8")
        assert content == b"" or content.endswith(b"\n"), path
        assert not path.is_symlink(), path


def test_no_lock_file_and_no_environment_file() -> None:
    forbidden = {"uv.lock", "poetry.lock", "Pipfile.lock", ".env", "package-lock.json"}
    assert [name for name in NAMES if PurePosixPath(name).name in forbidden] == []


def test_nothing_looks_like_a_secret() -> None:
    for name in NAMES:
        text = (TREE / name).read_text(encoding="utf-8")
        found = KEYS.search(text)
        if not natural(name).startswith("tests/"):  # tests need values that look strong enough
            found = found or ASSIGNED.search(text)
        assert found is None, f"{name}: {found and found[0]}"


def test_git_tracks_every_file_of_the_tree() -> None:
    """The project's own .gitignore also works here: it must hide no file of the tree."""
    paths = "\0".join(path.relative_to(ROOT).as_posix() for path in FILES)
    done = subprocess.run(
        ["git", "check-ignore", "--no-index", "-z", "--stdin"],
        cwd=ROOT,
        input=paths,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.replace("\0", "\n") == ""


def test_the_hostile_answers_hold_what_they_promise() -> None:
    text = "".join(HOSTILE.values())
    for piece in ("'", '"', "\\", "<", ">", "&", "{{", "{%", "{#", "#", "$", "`", "é", "🚀"):
        assert piece in text
    assert quoted(answers(**HOSTILE))["project_name"].startswith("{% raw %}")
