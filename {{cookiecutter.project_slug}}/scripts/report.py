"""Write docs/reports/TestReport.md from the results in reports/."""

import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

from app.about import PROJECT_NAME, VERSION
from app.core.clock import utc_now

REPORTS = Path("reports")
TARGET = Path("docs/reports/TestReport.md")
OUTCOMES = ("passed", "failed", "skipped")


def outcomes() -> dict[str, Counter[str]]:
    """How many tests of each kind (the folder below tests/) ended how."""
    kinds: dict[str, Counter[str]] = {}
    for case in ET.parse(REPORTS / "junit.xml").iter("testcase"):
        kind = case.get("classname", "").removeprefix("tests.").partition(".")[0]
        kinds.setdefault(kind, Counter())[_outcome(case)] += 1
    return dict(sorted(kinds.items()))


def _outcome(case: ET.Element) -> str:
    """How one test ended."""
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


def coverage() -> tuple[float, float]:
    """The share of lines and of branches that the tests run, in per cent."""
    root = ET.parse(REPORTS / "coverage.xml").getroot()
    return 100 * float(root.get("line-rate", 0)), 100 * float(root.get("branch-rate", 0))


def report() -> str:
    """The document."""
    kinds = outcomes()
    total = sum(kinds.values(), Counter[str]())
    lines, branches = coverage()
    rows = [(kind, *(counts[outcome] for outcome in OUTCOMES)) for kind, counts in kinds.items()]
    table = [("Tests", *(o.capitalize() for o in OUTCOMES)), ("-----", *("---:" for _ in OUTCOMES))]
    body = [*table, *rows, ("**All**", *(total[outcome] for outcome in OUTCOMES))]
    origin = f"{PROJECT_NAME} {VERSION}, Python {sys.version.split()[0]}, {utc_now():%Y-%m-%d}"
    return "\n".join(
        [
            "# Test report",
            "",
            f"{origin}. Written by `make report`.",
            "",
            *("| " + " | ".join(str(cell) for cell in row) + " |" for row in body),
            "",
            f"Coverage of the package: lines {lines:.1f} %, branches {branches:.1f} %.",
            "",
        ]
    )


def main() -> int:
    """Write the document; the exit status is 1 without results."""
    if not (REPORTS / "junit.xml").exists():
        print("reports/ holds no results: make report.", file=sys.stderr)
        return 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(report(), encoding="utf-8")
    print(f"{TARGET} is written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
