"""`python -m app openapi`."""

import json
from argparse import Namespace
from copy import deepcopy
from io import StringIO
from pathlib import Path

import pytest

from app.core.commands import CommandError
from app.core.openapi.text import document_text, same_document
from app.http.openapi_commands import openapi
from tests.support.contract import DOCUMENT

WRITE = Namespace(check=False, breaking=None)
CHECK = Namespace(check=True, breaking=None)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "openapi.json"


def test_the_document_is_written_in_one_spelling(file: Path) -> None:
    openapi(WRITE)
    text = file.read_text(encoding="utf-8")
    assert json.loads(text) == DOCUMENT
    assert text == document_text(DOCUMENT)
    assert text.endswith("}\n")


def test_another_spelling_of_the_same_document_stays(file: Path) -> None:
    file.write_text(json.dumps(DOCUMENT))
    openapi(WRITE)
    openapi(CHECK)
    assert file.read_text() == json.dumps(DOCUMENT)


def test_a_stale_document_is_noticed(file: Path) -> None:
    with pytest.raises(CommandError, match="run make openapi"):
        openapi(CHECK)
    file.write_text(json.dumps(DOCUMENT | {"tags": []}))
    with pytest.raises(CommandError, match="run make openapi"):
        openapi(CHECK)
    openapi(WRITE)
    openapi(CHECK)


def test_a_break_is_noticed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = deepcopy(DOCUMENT)
    file.write_text(json.dumps(base))
    openapi(Namespace(check=False, breaking=str(file)))
    base["paths"]["/api/v1/gone"] = {"get": {"operationId": "gone", "responses": {}}}
    monkeypatch.setattr("sys.stdin", StringIO(json.dumps(base)))
    with pytest.raises(CommandError, match="GET /api/v1/gone was removed"):
        openapi(Namespace(check=False, breaking="-"))


def test_true_is_not_one() -> None:
    assert not same_document('{"a": 1}', {"a": True})
    assert same_document('{"b": [1], "a": "\\u00e9"}', {"a": "\u00e9", "b": [1]})
