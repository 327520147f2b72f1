"""Answers: entities presented through a schema, straight to JSON bytes."""

from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from app.core.pagination import Page
from app.core.preconditions import entity_tag

API_PREFIX = "/api/v1"
MEDIA_TYPE = "application/json"


def reply(
    schema: type[BaseModel],
    source: object,
    *,
    status: int = 200,
    version: int | None = None,
    location: str | None = None,
) -> Response:
    """The JSON of `source` as `schema`; `version` becomes the ETag, `location` is below the API."""
    headers = {}
    if version is not None:
        headers["ETag"] = entity_tag(version)
    if location is not None:
        headers["Location"] = API_PREFIX + location
    return Response(
        _json(schema, source), status_code=status, headers=headers, media_type=MEDIA_TYPE
    )


def reply_page(request: Request, schema: type[BaseModel], page: Page[Any]) -> Response:
    """The JSON of a page, with a Link header to the next one."""
    headers = {}
    if page.next_cursor is not None:
        query = [
            (key, value) for key, value in request.query_params.multi_items() if key != "cursor"
        ]
        target = urlencode([*query, ("cursor", page.next_cursor)])
        headers["Link"] = f'<{request.url.path}?{target}>; rel="next"'
    return Response(_json(schema, page), headers=headers, media_type=MEDIA_TYPE)


def no_content() -> Response:
    """204."""
    return Response(status_code=204)


def _json(schema: type[BaseModel], source: object) -> bytes:
    """The bytes without the detour over `str`."""
    return schema.__pydantic_serializer__.to_json(schema.model_validate(source))
