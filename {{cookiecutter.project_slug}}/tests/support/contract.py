"""The operations of the API document, and what every answer owes to the contract."""

import re
from dataclasses import dataclass
from typing import Any

import httpx2

from app.core.permissions import Role, permission_registry
from app.core.problems import Problem
from app.http.openapi import api_document

DOCUMENT = api_document()
UNKNOWN_ID = "0190b2f4-7c1e-7c55-8a3b-5f0c3c1d9a10"
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the document."""

    id: str
    method: str
    path: str
    permission: str | None
    document: dict[str, Any]

    @property
    def url(self) -> str:
        """The path with an id that nothing has."""
        return re.sub(r"\{\w+\}", UNKNOWN_ID, self.path)

    @property
    def takes_body(self) -> bool:
        """Whether the operation has a request body."""
        return "requestBody" in self.document

    @property
    def example(self) -> dict[str, Any]:
        """The request body of the document's example; an empty one where there is none."""
        media = self.document.get("requestBody", {}).get("content", {})
        return dict(media.get("application/json", {}).get("example", {}))

    def admits(self, role: Role) -> bool:
        """Whether people of the role may call it."""
        return self.permission is None or role in permission_registry()[self.permission].roles

    def call(self, client: httpx2.Client, **options: Any) -> httpx2.Response:
        """Call it; with the body of the example unless `options` say otherwise."""
        if self.takes_body and not options.keys() & {"json", "content"}:
            options["json"] = self.example
        return client.request(self.method, options.pop("url", self.url), **options)


def _operations() -> list[Operation]:
    """All operations of the document."""
    return [
        Operation(
            id=found["operationId"],
            method=method.upper(),
            path=path,
            permission=found.get("x-permission"),
            document=found,
        )
        for path, item in DOCUMENT["paths"].items()
        for method, found in item.items()
    ]


OPERATIONS = _operations()
GUARDED = [operation for operation in OPERATIONS if operation.permission]
WITH_BODY = [operation for operation in OPERATIONS if operation.takes_body]
WITH_ID = [operation for operation in OPERATIONS if "{" in operation.path]
LISTS = [
    operation
    for operation in OPERATIONS
    if any(each["name"] == "cursor" for each in operation.document.get("parameters", ()))
]


def assert_problem(answer: httpx2.Response, status: int, code: str | None = None) -> dict[str, Any]:
    """The answer is a problem document of that status (and code); its body."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    Problem.model_validate(body, strict=True, extra="forbid")
    assert body["status"] == status
    assert body["request_id"] == answer.headers["x-request-id"]
    assert body["instance"] == answer.request.url.path
    if code is not None:
        assert body["code"] == code
    return body
