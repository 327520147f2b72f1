"""openapi.json, compared by meaning: JSON can spell one text in several ways."""

from app.core.openapi.text import document_text, same_document
from app.documents.facts import Facts
from app.documents.files import Renewal

NAME = "openapi.json"


def renew_openapi_file(facts: Facts) -> Renewal:
    """The API document of the running application."""
    path = facts.root / NAME
    old = path.read_text(encoding="utf-8") if path.exists() else None
    document = dict(facts.openapi)
    if old is not None and same_document(old, document):
        return Renewal(path, old, old, ())
    return Renewal(path, old, document_text(document), ("the API document",))
