"""The check that no change breaks clients."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from openapi_breaking import breaking

Json = dict[str, Any]

DOCUMENT: Json = {
    "paths": {
        "/notes": {
            "get": {
                "parameters": [{"in": "query", "name": "limit"}],
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Note"}}
                        }
                    },
                    "404": {},
                },
            },
            "post": {
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/NewNote"}}
                    },
                },
                "responses": {"201": {}},
            },
        }
    },
    "components": {
        "schemas": {
            "Note": {"properties": {"id": {"type": "string"}, "text": {"type": "string"}}},
            "NewNote": {
                "properties": {"text": {"type": "string"}, "tag": {"type": "string"}},
                "required": ["text"],
                "additionalProperties": False,
            },
        }
    },
}


def changed(change: Callable[[Json, Json], object]) -> list[str]:
    """What breaks after a change of the paths' item and the schemas."""
    new = deepcopy(DOCUMENT)
    change(new["paths"]["/notes"], new["components"]["schemas"])
    return list(breaking(DOCUMENT, new))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda item, _: item.pop("post"), "POST /notes is gone"),
        (lambda item, _: item["get"]["parameters"].clear(), "the query parameter limit is gone"),
        (
            lambda item, _: item["get"]["parameters"].append(
                {"in": "query", "name": "tag", "required": True}
            ),
            "the query parameter tag is required now",
        ),
        (lambda item, _: item["get"]["responses"].pop("200"), "the answer 200 is gone"),
        (
            lambda _, known: known["Note"]["properties"].pop("text"),
            "the field text of the answer",
        ),
        (
            lambda _, known: known["Note"]["properties"].update(text={"type": "integer"}),
            "was string, is integer",
        ),
        (
            lambda _, known: known["NewNote"]["required"].append("tag"),
            "field tag of the request",
        ),
        (
            lambda _, known: known["NewNote"]["properties"].pop("tag"),
            "tag of the request is refused",
        ),
    ],
)
def test_what_breaks_clients_is_found(change: Callable[[Json, Json], object], fault: str) -> None:
    found = changed(change)

    assert len(found) == 1
    assert fault in found[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda item, _: item["get"]["parameters"].append({"in": "query", "name": "tag"}),
        lambda item, _: item["get"]["responses"].pop("404"),
        lambda item, _: item.update(patch={"responses": {"200": {}}}),
        lambda _, known: known["Note"]["properties"].update(tag={"type": "string"}),
        lambda _, known: known["NewNote"]["properties"].update(colour={"type": "string"}),
    ],
)
def test_what_only_adds_passes(change: Callable[[Json, Json], object]) -> None:
    assert changed(change) == []
