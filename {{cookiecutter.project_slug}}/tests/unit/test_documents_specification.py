from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import main
from app.documents.specification import API, DATA, bring_in, missing
from tests.support.documents import HEADER, repository_facts, write

SPECIFICATION = """\
| `GET /products` | list |
| DELETE | `/api/v1/products/{id}` |
| POST | /ferries/{ferry}/trips |
"""


def test_what_is_specified_and_missing_is_named(tmp_path: Path) -> None:
    write(tmp_path, API, HEADER + SPECIFICATION)
    write(tmp_path, DATA, HEADER + "### `products`\n\n### ferries\n\n### Not a table\n")
    facts = replace(repository_facts(), root=tmp_path)
    assert list(missing(facts)) == ["operation POST /ferries/{}/trips", "table ferries"]


def test_stubs_and_missing_documents_ask_for_nothing(tmp_path: Path) -> None:
    write(tmp_path, API, HEADER.replace("current", "stub") + SPECIFICATION)
    assert list(missing(replace(repository_facts(), root=tmp_path))) == []


@pytest.mark.parametrize("folder", ["docs/Project Manager", "Project Manager"])
def test_documents_are_taken_over_stubs(tmp_path: Path, folder: str) -> None:
    write(tmp_path, f"theirs/{folder}/PRD.md", "real")
    write(tmp_path, "ours/docs/Project Manager/PRD.md", "stub")
    copied = list(bring_in(tmp_path / "theirs", tmp_path / "ours"))
    assert copied == ["docs/Project Manager/PRD.md"]
    assert (tmp_path / "ours/docs/Project Manager/PRD.md").read_text() == "real"


def test_the_commands_say_what_they_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.documents.facts.gather", lambda _: repository_facts())
    write(tmp_path, "theirs/docs/UI UX Designer/Flows.md", "flows")
    monkeypatch.chdir(tmp_path)
    assert main(["docs-import", "theirs"]) == 0
    assert main(["docs-import", "nowhere"]) == 1
    assert main(["spec-diff"]) == 0
    output = capsys.readouterr()
    assert "copied: docs/UI UX Designer/Flows.md" in output.out
    assert "nowhere holds no documents" in output.err
    assert "Everything that is specified is there." in output.out


def test_a_difference_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, API, HEADER + SPECIFICATION)
    facts = replace(repository_facts(), root=tmp_path)
    monkeypatch.setattr("app.documents.facts.gather", lambda _: facts)
    assert main(["spec-diff"]) == 1
    assert "operation POST /ferries/{}/trips" in capsys.readouterr().err
