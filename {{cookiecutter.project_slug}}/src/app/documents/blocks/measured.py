"""Blocks with measurements, written from `reports/` where there are any."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from app.documents.facts import Facts
from app.documents.markdown import code, table
from app.documents.registry import block


@block("performance", measured=True)
def performance(facts: Facts) -> str | None:
    """What `make bench` measured."""
    path = facts.root / "reports/perf.json"
    if not path.is_file():
        return None
    report = json.loads(path.read_text(encoding="utf-8"))
    return table(
        ("Operation", "p50 ms", "p95 ms", "Requests per second"),
        (
            (code(name), *(f"{found[key]:.1f}" for key in ("p50_ms", "p95_ms", "rps")))
            for name, found in report["operations"].items()
        ),
    )


@block("test-report", measured=True)
def test_report(facts: Facts) -> str | None:
    """What `make report` counted."""
    junit, coverage = (facts.root / "reports" / name for name in ("junit.xml", "coverage.xml"))
    if not junit.is_file() or not coverage.is_file():
        return None
    suites = list(_root(junit).iter("testsuite"))
    counts = {
        key: sum(int(suite.get(key, "0")) for suite in suites)
        for key in ("tests", "failures", "errors", "skipped")
    }
    rates = _root(coverage)
    rows = [(key.capitalize(), str(value)) for key, value in counts.items()]
    rows += [
        (f"{key.capitalize()} coverage", f"{float(rates.get(f'{key}-rate', 0)):.1%}")
        for key in ("line", "branch")
    ]
    return table(("Result", "Value"), rows)


def _root(report: Path) -> ET.Element:
    """The root of a report that pytest or coverage wrote."""
    return ET.parse(report).getroot()  # noqa: S314 - our own file
