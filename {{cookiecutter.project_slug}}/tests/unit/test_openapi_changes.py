"""Which changes of the API document break clients."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from app.core.openapi.changes import breaking_changes
from tests.support.contract import DOCUMENT

Change = Callable[[dict[str, Any]], object]

PRODUCTS = "/api/v1/products"
PRODUCT = "/api/v1/products/{product_id}"


def _changed(change: Change) -> dict[str, Any]:
    document = deepcopy(DOCUMENT)
    change(document)
    return document


def _schemas(document: dict[str, Any]) -> dict[str, Any]:
    schemas: dict[str, Any] = document["components"]["schemas"]
    return schemas


def _limit(document: dict[str, Any]) -> dict[str, Any]:
    parameters = document["paths"][PRODUCTS]["get"]["parameters"]
    found: dict[str, Any] = next(each for each in parameters if each["name"] == "limit")
    return found


BREAKING: list[tuple[Change, str]] = [
    (lambda d: d["paths"].pop(PRODUCT), f"DELETE {PRODUCT} was removed"),
    (lambda d: d["paths"][PRODUCT].pop("get"), f"GET {PRODUCT} was removed"),
    (lambda d: d["paths"][PRODUCT]["get"].update(operationId="x"), "the operation id is now x"),
    (
        lambda d: d["paths"]["/api/v1/auth/login"]["post"].update(security=[{"a": []}]),
        "authentication",
    ),
    (lambda d: d["paths"][PRODUCTS]["get"]["parameters"].clear(), "parameter q was removed"),
    (lambda d: _limit(d).update(required=True), "the query parameter limit is now required"),
    (lambda d: _limit(d)["schema"].update(maximum=50), "limit: maximum is now 50"),
    (lambda d: _limit(d)["schema"].update(type="string"), "limit no longer accepts integer"),
    (lambda d: d["paths"][PRODUCTS]["post"].pop("requestBody"), "the request body was removed"),
    (lambda d: d["paths"][PRODUCTS]["post"]["responses"].pop("201"), "the answer 201 was removed"),
    (lambda d: _schemas(d)["ProductCreate"]["required"].append("stock"), "stock is now required"),
    (lambda d: _schemas(d)["ProductCreate"]["properties"].pop("stock"), "body.stock was removed"),
    (lambda d: _schemas(d)["ProductRead"]["properties"].pop("stock"), "items[].stock was removed"),
    (lambda d: _schemas(d)["ProductRead"]["required"].remove("sku"), ".sku may now be missing"),
    (
        lambda d: _schemas(d)["ProductRead"]["properties"]["sku"].update(type="integer"),
        "may now be",
    ),
    (lambda d: _schemas(d)["ProductCreate"]["properties"]["name"].update(minLength=5), "minLength"),
    (lambda d: _schemas(d)["ProductCreate"]["properties"]["sku"].update(pattern="^x"), "pattern"),
    (lambda d: _schemas(d)["OrderStatus"]["enum"].remove("paid"), "lost paid"),
]

COMPATIBLE: list[Change] = [
    lambda d: d.update(tags=[]),
    lambda d: d["paths"].update({"/api/v1/new": {"get": {}}}),
    lambda d: _limit(d)["schema"].update(maximum=1000),
    lambda d: d["paths"][PRODUCTS]["get"]["parameters"].append(
        {"name": "new", "in": "query", "required": False, "schema": {"type": "string"}}
    ),
    lambda d: _schemas(d)["ProductRead"]["properties"].update(new={"type": "string"}),
    lambda d: _schemas(d)["ProductCreate"]["properties"].update(new={"type": "string"}),
    lambda d: _schemas(d)["ProductCreate"]["properties"]["name"].update(maxLength=900),
    lambda d: d["paths"][PRODUCTS]["get"].update(summary="Other words"),
]


@pytest.mark.parametrize(("change", "message"), BREAKING, ids=[each[1] for each in BREAKING])
def test_a_breaking_change_is_found(change: Change, message: str) -> None:
    assert any(message in found for found in breaking_changes(DOCUMENT, _changed(change)))


@pytest.mark.parametrize("change", COMPATIBLE)
def test_other_changes_are_fine(change: Change) -> None:
    assert breaking_changes(DOCUMENT, _changed(change)) == []
