"""Handlers get their arguments directly where they can, and from FastAPI where they must."""

from collections.abc import Iterator
from typing import Annotated

import httpx2
import pytest
from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from app.core import operations
from app.core.operations import describe
from app.discovery import register_declarations
from app.http.access import PUBLIC
from app.http.app import create_app
from app.http.arguments import arguments_of
from app.http.replies import API_PREFIX
from app.http.routing import OperationRoute
from app.http.versions import route_modules
from app.infra.resources import create_resources
from tests.support.contract import assert_problem
from tests.support.variants import settings_with


async def _word(request: Request) -> str:
    """A dependency that is none of ours."""
    return request.url.path.rpartition("/")[2]


async def odd(
    tags: Annotated[list[str], Query(min_length=1)], word: Annotated[str, Depends(_word)]
) -> Response:
    """Answer with what came."""
    return Response(",".join([*tags, word]))


@pytest.fixture
def router() -> Iterator[APIRouter]:
    describe("test_odd", "For the test")
    router = APIRouter(route_class=OperationRoute, dependencies=[PUBLIC])
    router.get("/odd", operation_id="test_odd")(odd)
    yield router
    operations._registry.pop("test_odd")


def test_every_operation_takes_the_short_way(subtests: pytest.Subtests) -> None:
    register_declarations()
    for module, _ in route_modules():
        for route in module.router.routes:
            with subtests.test(route.operation_id):
                assert arguments_of(route.dependant, route.endpoint) is not None


async def test_fastapi_solves_the_rest(router: APIRouter) -> None:
    (route,) = (each for each in router.routes if isinstance(each, OperationRoute))
    assert arguments_of(route.dependant, route.endpoint) is None
    resources = create_resources(settings_with())
    app = create_app(resources)
    app.include_router(router, prefix=API_PREFIX)
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get("/api/v1/odd?tags=a&tags=b")
        assert answer.text == "a,b,odd"
        body = assert_problem(await client.get("/api/v1/odd"), 422, "validation_failed")
    assert body["errors"][0]["loc"] == ["query", "tags"]
    await resources.close()
