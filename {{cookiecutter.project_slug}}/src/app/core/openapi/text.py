"""The API document as a file: the same document gives the same text."""

import json
from collections.abc import Mapping
from typing import Any


def document_text(document: Mapping[str, Any]) -> str:
    """The text of `openapi.json`."""
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def same_document(text: str, document: Mapping[str, Any]) -> bool:
    """Whether the text holds this document, however it is spelled."""
    found = json.loads(text)
    return isinstance(found, dict) and document_text(found) == document_text(document)
