"""openapi.json, compared by meaning: JSON can spell one text in several ways."""

from collections.abc import Mapping
from typing import Any

from app.core.openapi.text import document_text, same_document
from app.documents.facts import Facts
from app.documents.files import Renewal

NAME = "openapi.json"


def renew_openapi_file(facts: Facts) -> Renewal:
    """The API document of the running application."""
    path = facts.root / NAME
    old = path.read_text(encoding="utf-8") if path.exists() else None
    document = dict(facts.openapi)
    if old is not None and _holds(old, document):
        return Renewal(path, old, old, ())
    return Renewal(path, old, document_text(document), ("the API document",))


def _holds(text: str, document: Mapping[str, Any]) -> bool:
    """Whether the text is the document; a merge can leave no JSON at all."""
    try:
        return same_document(text, document)
    except ValueError:
        return False
