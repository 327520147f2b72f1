from pathlib import Path

import pytest

from app.about import PROJECT_NAME, VERSION
from app.documents.files import documents, marker_faults, renew_document
from app.documents.front_matter import front_matter_faults, read_front_matter, renew_front_matter
from app.documents.registry import Block
from app.documents.snippets import SnippetError, snippet
from tests.support.documents import HEADER, small_facts, write

SOURCE = '''\
LIMIT = 3
NAMED: int = 4


@decorated
def outer() -> None:
    """Doc."""


class Thing:
    @property
    async def part(self) -> int:
        return 1
'''
BLOCKS = {
    "fixed": Block("fixed", lambda _: "new", measured=False),
    "measured": Block("measured", lambda _: "figures", measured=True),
    "unmeasured": Block("unmeasured", lambda _: None, measured=True),
}


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("LIMIT", "LIMIT = 3"),
        ("NAMED", "NAMED: int = 4"),
        ("outer", '@decorated\ndef outer() -> None:\n    """Doc."""'),
        ("Thing.part", "@property\nasync def part(self) -> int:\n    return 1"),
    ],
)
def test_a_snippet_is_the_source_of_its_symbol(tmp_path: Path, symbol: str, expected: str) -> None:
    write(tmp_path, "src/x.py", SOURCE)
    assert snippet(tmp_path, f"src/x.py#{symbol}") == f"```python\n{expected}\n```"


@pytest.mark.parametrize("reference", ["src/y.py#a", "src/x.py#gone", "src/x.py#LIMIT.gone"])
def test_a_snippet_without_source_is_refused(tmp_path: Path, reference: str) -> None:
    write(tmp_path, "src/x.py", SOURCE)
    with pytest.raises(SnippetError):
        snippet(tmp_path, reference)


def part(kind: str, name: str, body: str) -> str:
    return f"<!-- {kind}: {name} -->\n\n{body}\n\n<!-- end {kind} -->\n"


def test_a_stale_block_is_renewed_and_the_text_around_it_stays(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", f"before\n\n{part('generated', 'fixed', 'old')}\nafter\n")
    renewal = renew_document(path, small_facts(tmp_path), BLOCKS, new_date=None, checking=False)
    assert renewal.new == f"before\n\n{part('generated', 'fixed', 'new')}\nafter\n"
    assert renewal.stale == ("generated: fixed",)


def test_a_current_block_is_left_as_it_is(tmp_path: Path) -> None:
    text = "<!-- generated: fixed -->\nnew\n<!-- end generated -->\n"
    path = write(tmp_path, "a.md", text)
    renewal = renew_document(path, small_facts(tmp_path), BLOCKS, new_date=None, checking=False)
    assert (renewal.new, renewal.stale) == (text, ())


@pytest.mark.parametrize("name", ["measured", "unmeasured", "unknown"])
def test_what_is_measured_is_not_compared(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, "a.md", part("generated", name, "old"))
    renewal = renew_document(path, small_facts(tmp_path), BLOCKS, new_date=None, checking=True)
    assert renewal.stale == ()


def test_what_is_measured_is_written(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", part("generated", "measured", "old"))
    renewal = renew_document(path, small_facts(tmp_path), BLOCKS, new_date=None, checking=False)
    assert "figures" in renewal.new


def test_a_snippet_whose_source_is_gone_stays_and_is_a_fault(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", part("snippet", "src/x.py#f", "old"))
    renewal = renew_document(path, small_facts(tmp_path), BLOCKS, new_date=None, checking=False)
    assert renewal.stale == ()
    assert list(marker_faults(path, tmp_path, BLOCKS)) == [
        "the snippet cannot be taken: src/x.py does not exist"
    ]


def test_a_snippet_follows_its_source(tmp_path: Path) -> None:
    write(tmp_path, "src/x.py", SOURCE)
    path = write(tmp_path, "a.md", part("snippet", "src/x.py#LIMIT", "old"))
    renewal = renew_document(path, small_facts(tmp_path), BLOCKS, new_date=None, checking=True)
    assert renewal.stale == ("snippet: src/x.py#LIMIT",)
    assert list(marker_faults(path, tmp_path, BLOCKS)) == []


def test_markers_without_counterpart_and_unknown_blocks_are_faults(tmp_path: Path) -> None:
    text = part("generated", "nonesuch", "x") + "<!-- generated: fixed -->\n"
    path = write(tmp_path, "a.md", text)
    assert list(marker_faults(path, tmp_path, BLOCKS)) == [
        "a marker of a generated block or snippet has no counterpart",
        "nothing writes a block called 'nonesuch'",
    ]


def test_the_changelog_and_other_phases_are_not_kept(tmp_path: Path) -> None:
    for name in ("README.md", "CHANGELOG.md", "docs/A.md", "docs/Project Manager/PRD.md"):
        write(tmp_path, name, "")
    assert [path.name for path in documents(tmp_path)] == ["README.md", "A.md"]


def test_the_header_takes_name_version_and_bounds_of_today(tmp_path: Path) -> None:
    text = HEADER.replace("packages: []", "packages:\n    - fastapi>=0.1\n    - gone") + "text\n"
    new = renew_front_matter(text, small_facts(tmp_path), new_date=None)
    header = read_front_matter(new)
    assert header is not None
    assert (header["project"], header["version"]) == (PROJECT_NAME, VERSION)
    assert header["date"] == "2026-01-31"
    assert header["dependencies"] == {"documents": [], "packages": ["fastapi>=1", "gone"]}
    assert new.endswith("---\n\ntext\n")
    assert renew_front_matter(new, small_facts(tmp_path), new_date=None) == new
    assert list(front_matter_faults(new, small_facts(tmp_path))) == [
        "the package 'gone' is not required by pyproject.toml"
    ]


def test_the_date_moves_only_on_purpose(tmp_path: Path) -> None:
    new = renew_front_matter(HEADER, small_facts(tmp_path), new_date="2026-02-01")
    assert 'date: "2026-02-01"' in new


def test_a_text_without_header_or_with_another_one_stays(tmp_path: Path) -> None:
    for text in ("# Text\n", "---\ntitle: x\n---\n", "---\n- x\n---\n"):
        assert renew_front_matter(text, small_facts(tmp_path), new_date=None) == text


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (HEADER, "text", "there is no front matter"),
        ('"A document"', "[", "the front matter is no YAML"),
        ("status: current\n", "", "the front matter must hold exactly"),
        ("2026-01-31", "2026-13-01", "the date '2026-13-01' is no YYYY-MM-DD"),
        ("current", "done", "the status 'done' is none of"),
    ],
)
def test_a_header_that_is_not_sound_is_reported(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    found = list(front_matter_faults(HEADER.replace(old, new), small_facts(tmp_path)))
    assert len(found) == 1
    assert found[0].startswith(fault)
