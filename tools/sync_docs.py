"""Write the derived parts of the documents back into the tree.

A project is complete as it is generated, so what `python -m app docs` derives from the code already
stands in the tree. This tool generates a project for each answer that the documents depend on, with
recognisable names, renews its documents, and puts what came out into the tree, with the names as
expressions and the differences as branches. `--check` fails where the tree is not current. It needs
uv and the dependencies of the projects.
"""

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

from cookiecutter.main import cookiecutter

ROOT = Path(__file__).resolve().parent.parent
TREE = ROOT / "{{cookiecutter.project_slug}}"
BUILD = ROOT / "build" / "docs"
QUESTION = "database"
VALUES = ("sqlite", "postgresql", "mysql")
WHOLE_FILES = (".env.example", "openapi.json")
# The places of other phases' documents: nothing there is derived.
FOREIGN = ("docs/Project Manager/", "docs/Technical Architecture/", "docs/UI UX Designer/")
ANSWERS = {
    "project_name": "Quokka Island",
    "project_slug": "quokka-island",
    "description": "Ferries quokkas.",
    "author_name": "Quokka Keeper",
    "author_email": "keeper@quokka.example",
    "version": "71.82.93",
    "generated_on": "1987-06-05",
}
# How an answer stands in the tree; free text stands there only as a quoted literal.
EXPRESSIONS = {
    "quokka-island": "{{ cookiecutter.project_slug }}",
    "quokka_island": "{{ cookiecutter.__identifier }}",
    "71.82.93": "{{ cookiecutter.version }}",
    "1987-06-05": "{{ cookiecutter.generated_on }}",
}
LITERALS = {
    '"Quokka Island"': "{{ cookiecutter.__project_name_literal }}",
    '"Ferries quokkas."': "{{ cookiecutter.__description_literal }}",
}
HEADER = re.compile(r"\A---\n.*?^---\n", re.MULTILINE | re.DOTALL)
PART = re.compile(
    r"^<!-- (?P<kind>generated|snippet): (?P<name>[^\n]+?) -->\n"
    r"(?P<body>.*?)^<!-- end (?P=kind) -->$",
    re.MULTILINE | re.DOTALL,
)
Texts = Mapping[str, str]


def generate(value: str) -> Path:
    """Generate the project for one value, renew its documents, return its folder."""
    target = BUILD / value
    for path in target.glob("*") if target.exists() else ():
        if path.is_dir() and path.name != ".venv":
            shutil.rmtree(path)
        elif path.is_file() and path.name != "uv.lock":
            path.unlink()
    scratch = BUILD / ".new" / value
    shutil.rmtree(scratch, ignore_errors=True)
    made = cookiecutter(
        str(ROOT),
        no_input=True,
        extra_context=ANSWERS | {QUESTION: value},
        output_dir=str(scratch),
        default_config=True,
    )
    shutil.copytree(made, target, dirs_exist_ok=True)
    return target


def renew(project: Path) -> None:
    """Renew the documents of a project; its own check reports what is wrong in the text."""
    subprocess.run(["uv", "sync", "--quiet"], cwd=project, check=True)
    command = ["uv", "run", "--quiet", "--no-sync", "python", "-m", "app", "docs"]
    ended = subprocess.run(command, cwd=project, check=False, capture_output=True, text=True)
    if "Traceback" in ended.stderr:
        raise RuntimeError(f"{project}: {ended.stderr}")


def sources() -> Iterator[tuple[Path, str]]:
    """The files of the tree that hold derived parts, each with its path in a project."""
    for path in sorted(TREE.rglob("*")):
        name = path.relative_to(TREE)
        natural = Path(*name.parts[1:]) if name.parts[0].startswith("{{cookiecutter.__if") else name
        if (
            path.is_file()
            and not natural.as_posix().startswith(FOREIGN)
            and (path.suffix == ".md" or natural.as_posix() in WHOLE_FILES)
        ):
            yield path, natural.as_posix()


def restored(path: Path, texts: Texts) -> str:
    """The file of the tree with its derived parts taken from the projects."""
    if path.name in WHOLE_FILES:
        return unify(texts, literals=True)
    found = {value: parts(text) for value, text in texts.items()}
    old = path.read_text(encoding="utf-8")

    def replace(match: re.Match[str]) -> str:
        bodies = {value: named[match["kind"], match["name"]] for value, named in found.items()}
        head, tail = f"<!-- {match['kind']}: {match['name']} -->", f"<!-- end {match['kind']} -->"
        return f"{head}\n{unify(bodies, literals=False)}{tail}"

    new = PART.sub(replace, old)
    if header := HEADER.match(new):
        headers = {value: HEADER.match(text) for value, text in texts.items()}
        lines = {value: match[0] for value, match in headers.items() if match}
        new = unify(lines, literals=True) + new[header.end() :]
    return new


def parts(text: str) -> dict[tuple[str, str], str]:
    """The bodies of the derived parts of a rendered document."""
    return {(match["kind"], match["name"]): match["body"] for match in PART.finditer(text)}


def unify(texts: Texts, *, literals: bool) -> str:
    """One text for the tree that renders to each of `texts`."""
    escaped = {value: escape(text, literals=literals) for value, text in texts.items()}
    if len(set(escaped.values())) == 1:
        return next(iter(escaped.values()))
    lines = {value: text.splitlines(keepends=True) for value, text in escaped.items()}
    if len({len(rows) for rows in lines.values()}) > 1:
        return branches(escaped)
    rows = list(zip(*lines.values(), strict=True))
    runs = groupby(rows, key=lambda row: len(set(row)) == 1)
    return "".join(
        "".join(row[0] for row in run)
        if same
        else branches(dict(zip(lines, map("".join, zip(*run, strict=True)), strict=True)))
        for same, run in runs
    )


def branches(texts: Texts) -> str:
    """The texts as the branches of one condition."""
    *first, last = texts.items()
    tests = [f"cookiecutter.{QUESTION} == '{value}'" for value, _ in first]
    opened = [
        f"{{% {'elif' if number else 'if'} {test} %}}{text}"
        for number, (test, (_, text)) in enumerate(zip(tests, first, strict=True))
    ]
    return "".join([*opened, "{% else %}", last[1], "{% endif %}"])


def escape(text: str, *, literals: bool) -> str:
    """The text as Jinja renders it, with the answers as expressions."""
    text = re.sub(r"\{[{%#]", lambda match: "{{ '" + match[0] + "' }}", text)
    for answer, expression in {**(LITERALS if literals else {}), **EXPRESSIONS}.items():
        text = text.replace(answer, expression)
    for answer in (ANSWERS["project_name"], ANSWERS["description"]):
        if answer in text:
            raise ValueError(f"the free text {answer!r} would not be safe where it stands")
    return text


def changes() -> Iterator[tuple[Path, str]]:
    """The files of the tree that are not current, each with the text it should hold."""
    # One after the other: Cookiecutter changes the working directory.
    projects = {value: generate(value) for value in VALUES}
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(renew, projects.values()))
    for path, natural in sources():
        texts = {
            value: (project / natural).read_text(encoding="utf-8")
            for value, project in projects.items()
            if (project / natural).is_file()
        }
        new = restored(path, texts)
        if new != path.read_text(encoding="utf-8"):
            yield path, new


def main(arguments: list[str], find: Callable[[], Iterator[tuple[Path, str]]] = changes) -> int:
    """Write the tree, or with --check compare it; 1 when it is not current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    check = parser.parse_args(arguments).check
    stale = list(find())
    for path, text in stale:
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}", file=sys.stderr)
    if check and stale:
        print("run `python tools/sync_docs.py` and commit", file=sys.stderr)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
