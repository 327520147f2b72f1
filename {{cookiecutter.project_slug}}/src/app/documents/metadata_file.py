"""project-metadata.xml: the version in it is that of the project."""

import re
from collections.abc import Iterator

from app.about import VERSION
from app.documents.facts import Facts
from app.documents.files import Renewal

PATTERN = "docs/memories/project-knowledge/*/project-metadata.xml"
_VERSION = re.compile(r"<version>[^<]*</version>")


def renew_metadata_files(facts: Facts) -> Iterator[Renewal]:
    """The files with the version of today."""
    for path in sorted(facts.root.glob(PATTERN)):
        old = path.read_text(encoding="utf-8")
        new = _VERSION.sub(f"<version>{VERSION}</version>", old)
        yield Renewal(path, old, new, () if old == new else ("version",))
