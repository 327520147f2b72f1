"""openapi.json: compared by meaning, since JSON can spell one text in several ways."""

import json

from app.documents.facts import Facts
from app.documents.files import Renewal

NAME = "openapi.json"


def renew_openapi_file(facts: Facts) -> Renewal:
    """The API document of the running application."""
    path = facts.root / NAME
    old = path.read_text(encoding="utf-8") if path.exists() else None
    document = facts.contract.openapi
    if old is not None and json.loads(old) == json.loads(json.dumps(document)):
        return Renewal(path, old, old, ())
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    return Renewal(path, old, text, ("the API document",))
