from app.documents import markdown
from app.documents.diagrams import diagram_faults


def test_a_cell_keeps_bars_and_line_ends_out_of_the_table() -> None:
    text = markdown.table(("A", "B"), [("one | two", "three\nfour")])
    assert text == "| A | B |\n| --- | --- |\n| one \\| two | three four |"


def test_code_is_what_stands_in_fences_and_spans() -> None:
    text = "Run `make x`.\n\n```bash\nmake y\n```\n\nmake z"
    assert list(markdown.code_texts(text)) == ["make y\n", "make x"]
    assert markdown.prose(text) == "Run .\n\n\n\nmake z"


def test_links_in_code_are_none() -> None:
    text = "[a](b.md) `[c](d.md)` ![e](f.png)\n\n```text\n[g](h.md)\n```\n"
    assert list(markdown.links(text)) == ["b.md"]


def test_anchors_are_those_of_the_forges() -> None:
    text = "# Two words: `code`\n\n## Again\n\n## Again\n\n```sh\n# no heading\n```\n"
    assert markdown.anchors(text) == {"two-words-code", "again", "again-1"}
    assert markdown.headings(text) == ["Two words: `code`", "Again", "Again"]


def test_a_fence_ends_with_one_line_end() -> None:
    assert markdown.fence("bash", "make x\n\n") == "```bash\nmake x\n```"
    assert markdown.codes(["a", "b"]) == "`a`, `b`"


WELL_FORMED = """\
sequenceDiagram
  actor C as Client
  alt known
    C->>A: GET /x
    Note over C,A: aside
  else
    A-->>C: 404
  end
"""


def test_a_well_formed_diagram_has_no_faults() -> None:
    assert list(diagram_faults(WELL_FORMED)) == []


def test_a_diagram_that_is_not_ended_is_reported() -> None:
    assert list(diagram_faults(WELL_FORMED.replace("  end\n", ""))) == [
        "a block of the sequenceDiagram is not ended"
    ]


def test_an_open_brace_is_reported() -> None:
    assert list(diagram_faults("erDiagram\n  orders {\n    uuid id PK\n")) == [
        "a brace of the erDiagram is not closed"
    ]


def test_a_line_that_no_diagram_of_the_kind_has_is_reported() -> None:
    assert list(diagram_faults("stateDiagram-v2\n  draft -> placed")) == [
        "'draft -> placed' is no line of a stateDiagram-v2"
    ]


def test_an_unknown_kind_of_diagram_is_reported() -> None:
    assert list(diagram_faults("pie\n")) == ["'pie' is no known kind of diagram"]
    assert list(diagram_faults("")) == ["'' is no known kind of diagram"]
