from pathlib import Path

import pytest

from app.documents.checking import faults
from app.documents.files import renew_document
from app.documents.memories import memory_faults
from app.documents.outline import outline_faults
from app.documents.prior_phases import prior_phases
from app.documents.registry import block_registry
from app.documents.rules import business_rules
from app.documents.source import metrics, use_cases
from tests.support.documents import HEADER, REPOSITORY, small_facts, write

# In two parts, so that no search for what was left over finds this file.
LEFT_OVER = "[Current" + " Date]"
SCHEMA = "docs/memories/schema.xsd"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project without faults."""
    write(tmp_path, SCHEMA, (REPOSITORY / SCHEMA).read_text(encoding="utf-8"))
    write(tmp_path, "docs/.contract.yml", "{}")
    return tmp_path


def found(root: Path, text: str, name: str = "docs/A.md") -> list[str]:
    """What is wrong with a project that holds the document."""
    write(root, name, HEADER + text)
    return [fault.removeprefix(f"{name}: ") for fault in faults(small_facts(root))]


def test_a_sound_document_has_no_faults(root: Path) -> None:
    text = "# A\n\n[here](#a) [there](B.md#b) [far](https://example.com) `make test`\n"
    write(root, "docs/B.md", HEADER + "# B\n")
    write(root, "README.md", "# Without a header\n")
    assert found(root, text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[a](gone.md)", "the link gone.md leads nowhere"),
        ("[a](#gone)", "the link #gone leads to no heading"),
        ("[a](/A.md)", "the link /A.md is not relative"),
        (f"Written on {LEFT_OVER}.", f"'{LEFT_OVER}' is left over"),
        ("tbd", "'tbd' is left over"),
        ("`make test gone`", "there is no target for `make gone`"),
        ("`python -m app gone`", "there is no command `python -m app gone`"),
        ("`src/gone.py`", "there is no src/gone.py"),
        ("`docs/A.md::test_gone`", "there is no docs/A.md::test_gone"),
        ("```promql\nrate(gone_total[5m])\n```", "there is no metric gone_total"),
        ("```mermaid\npie\n```", "'pie' is no known kind of diagram"),
        ("<!-- generated: gone -->", "a marker of a generated block or snippet has no counterpart"),
    ],
)
def test_a_fault_of_the_text_is_named(root: Path, text: str, fault: str) -> None:
    assert found(root, text + "\n") == [fault]


def test_assignments_after_make_are_no_targets(root: Path) -> None:
    assert found(root, "`make test file=x yes=1`\n") == []


def test_a_missing_document_of_the_header_is_named(root: Path) -> None:
    write(root, "docs/A.md", HEADER.replace("documents: []", "documents: [gone.md]"))
    assert list(faults(small_facts(root))) == [
        "docs/A.md: the document gone.md of the front matter does not exist"
    ]


RULES = '''\
"""BR-902: the second rule."""


class One(Exception):
    """BR-901: a name is
    given once.

    More.
    """


def two() -> None:
    """Decide (BR-901); see also BR-903."""
'''


def test_every_rule_needs_a_test_that_names_it(root: Path) -> None:
    write(root, "src/app/features/x/rules.py", RULES)
    write(root, "tests/unit/test_x.py", "# BR-901, BR-903\n")
    rules = business_rules(root)
    assert [(rule.id, rule.statement) for rule in rules] == [
        ("BR-901", "A name is given once. More."),
        ("BR-902", "The second rule."),
        ("BR-903", "Decide; see also BR-903."),
    ]
    assert rules[0].tests == ("tests/unit/test_x.py",)
    assert list(faults(small_facts(root))) == [
        "src/app/features/x/rules.py: no test names the rule BR-902"
    ]


def test_use_cases_are_what_routes_call_with_resources(root: Path) -> None:
    write(
        root,
        "src/app/features/x/routes.py",
        "from app.features.x import service\nfrom app.features.x.steps import go\nimport y\n",
    )
    write(
        root,
        "src/app/features/x/service.py",
        'async def act(resources, *, a, b):\n    """Acts."""\n\n\n'
        "def helper(other): ...\ndef bare(): ...\ndef _hidden(resources): ...\nclass C: ...\n",
    )
    write(root, "src/app/features/x/steps.py", "def go(resources): ...\n")
    assert [(case.name, case.parts, case.description) for case in use_cases(root)] == [
        ("act", ("a", "b"), "Acts."),
        ("go", (), ""),
    ]


def test_metrics_are_read_from_the_calls_that_create_them(root: Path) -> None:
    write(
        root,
        "src/app/m.py",
        "from prometheus_client import Counter, Gauge\n"
        'a = Counter("b_slow", "Slow.", ["kind"])\nc = Gauge("a_now", "Now.")\nd = Counter(x)\n',
    )
    assert [(m.name, m.kind, m.labels) for m in metrics(root)] == [
        ("a_now", "gauge", ()),
        ("b_slow_total", "counter", ("kind",)),
    ]


def test_the_inputs_of_earlier_phases_are_reported(root: Path) -> None:
    write(root, "docs/Project Manager/PRD.md", HEADER.replace("current", "stub"))
    write(root, "build-plan.md", "# Plan\n")
    lines = list(prior_phases(root))
    assert len(lines) == 8
    assert lines[0] == "    stub  docs/Project Manager/PRD.md"
    assert lines[-1] == " present  build-plan.md"
    assert lines[1].startswith(" missing")


def test_a_section_needs_its_heading_and_its_check(root: Path) -> None:
    write(root, "docs/A.md", "# A\n")
    entry = "S:\n  e:\n    stands_in: {}\n    checked_by: {}\n"
    facts = small_facts(root)
    for place, check, expected in (
        ("docs/A.md#a", "make test", []),
        ("docs/A.md#a", "docs/A.md", []),
        ("docs/A.md#b", "make test", ["docs/A.md has no heading #b"]),
        ("docs/B.md#b", "make gone", ["docs/B.md does not exist", "there is no make gone"]),
    ):
        write(root, "docs/.contract.yml", entry.format(place, check))
        assert list(outline_faults(facts)) == [f"docs/.contract.yml: S / e: {f}" for f in expected]


def test_the_outline_must_be_there(tmp_path: Path) -> None:
    assert list(outline_faults(small_facts(tmp_path))) == ["docs/.contract.yml: is missing"]


PATTERN = "<name>a</name><pattern>b</pattern><use-case>c</use-case>"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<api-patterns/>", None),
        ("<api-patterns>", "no element found"),
        ("<poem/>", "the schema knows no <poem>"),
        ("<api-patterns><poem/></api-patterns>", "<api-patterns> must not hold <poem> here"),
        (
            f"<api-patterns><api-pattern>{PATTERN}<benefits>d</benefits></api-pattern></api-patterns>",
            "<api-pattern> lacks <implementation>",
        ),
        (
            "<session><timestamp>now</timestamp><done>a</done><next>b</next></session>",
            "<timestamp> is no dateTime: 'now'",
        ),
        (
            "<session><timestamp>2026-01-31T00:00:00Z</timestamp><done/><next>b</next></session>",
            "<done> is empty",
        ),
    ],
)
def test_memories_follow_their_schema(root: Path, text: str, fault: str | None) -> None:
    write(root, "docs/memories/x.xml", text)
    faults_found = list(memory_faults(root))
    assert len(faults_found) == (fault is not None)
    assert all(fault in line for line in faults_found if fault)


def test_a_foreign_plan_is_changed_between_its_markers_only(root: Path) -> None:
    text = "# Their plan\n\n<!-- generated: plan-milestones -->\n<!-- end generated -->\n\n- more\n"
    path = write(root, "build-plan.md", text)
    facts = small_facts(root)
    renewal = renew_document(path, facts, block_registry(), new_date=None, checking=False)
    before, _, after = renewal.new.partition("<!-- generated: plan-milestones -->\n\n- [")
    assert (before, after.endswith("<!-- end generated -->\n\n- more\n")) == (
        "# Their plan\n\n",
        True,
    )
    assert list(faults(facts)) == []
