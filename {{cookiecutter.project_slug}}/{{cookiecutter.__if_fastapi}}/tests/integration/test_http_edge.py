"""What the edge does about handlers that fail, hang or retire; the routes are made here."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from types import ModuleType

import httpx2
import pytest
from fastapi import APIRouter, FastAPI
from starlette.responses import Response, StreamingResponse

from app.core import operations
from app.core.operations import describe
from app.discovery import feature_modules
from app.http import versions
from app.http.access import PUBLIC
from app.http.app import create_app
from app.http.replies import API_PREFIX, no_content
from app.http.routing import OperationRoute
from app.infra.resources import Resources, create_resources
from app.settings import Settings
from tests.support.contract import assert_problem
from tests.support.logs import Log
from tests.support.variants import settings_with

SECRET = "the cause that nobody may see"


async def fail() -> Response:
    """Raise."""
    raise RuntimeError(SECRET)


async def hang() -> Response:
    """Take too long."""
    await asyncio.sleep(30)
    return no_content()


async def break_off() -> Response:
    """Raise when the answer has begun."""

    async def chunks() -> AsyncIterator[bytes]:
        yield b"first"
        raise RuntimeError(SECRET)

    return StreamingResponse(chunks())


async def retire() -> Response:
    """Answer."""
    return no_content()


@pytest.fixture
def router() -> Iterator[APIRouter]:
    router = APIRouter(route_class=OperationRoute, dependencies=[PUBLIC])
    dates = {"deprecated_on": "2026-11-01", "sunset_on": "2027-05-01"}
    for handler in (fail, hang, break_off, retire):
        name = handler.__name__
        describe(f"test_{name}", "For the test", **(dates if handler is retire else {}))
        router.get(f"/{name}", operation_id=f"test_{name}")(handler)
    yield router
    for handler in (fail, hang, break_off, retire):
        operations._registry.pop(f"test_{handler.__name__}")


@asynccontextmanager
async def _client(settings: Settings, router: APIRouter) -> AsyncIterator[httpx2.AsyncClient]:
    resources: Resources = create_resources(settings)
    app: FastAPI = create_app(resources)
    app.include_router(router, prefix=API_PREFIX)
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client
    await resources.close()


async def test_a_failure_is_logged_once_and_told_to_nobody(router: APIRouter, log: Log) -> None:
    async with _client(settings_with(), router) as client:
        answer = await client.get("/api/v1/fail", headers={"X-Request-ID": "req-0123456789"})
    assert_problem(answer, 500, "internal_error")
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text
    (failure,) = log.events("unhandled_error", request_id="req-0123456789")
    assert SECRET in failure["exception"]
    (line,) = log.events("request", request_id="req-0123456789")
    assert (line["status"], line["route"]) == (500, "/api/v1/fail")
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_request_has_so_much_time(router: APIRouter) -> None:
    settings = settings_with(http={"request_timeout_seconds": 0.05})
    async with _client(settings, router) as client:
        answer = await client.get("/api/v1/hang")
    assert_problem(answer, 503, "request_timed_out")
    assert answer.headers["retry-after"] == "1"


async def test_an_answer_that_breaks_off_is_logged(router: APIRouter, log: Log) -> None:
    async with _client(settings_with(), router) as client:
        with pytest.raises(AssertionError):  # the transport asserts that the answer is complete
            await client.get("/api/v1/break_off")
    assert len(log.events("unhandled_error")) == 1


async def test_slow_requests_are_warnings(router: APIRouter, log: Log) -> None:
    settings = settings_with(http={"slow_request_ms": 0.001})
    async with _client(settings, router) as client:
        await client.get("/api/v1/retire")
    (line,) = log.events("request", route="/api/v1/retire")
    assert line["level"] == "warning"


async def test_a_deprecated_operation_says_so(router: APIRouter) -> None:
    async with _client(settings_with(), router) as client:
        answer = await client.get("/api/v1/retire")
        other = await client.get("/api/v1/products")
    assert answer.headers["deprecation"] == "@1793491200"
    assert answer.headers["sunset"] == "Sat, 01 May 2027 00:00:00 GMT"
    assert "deprecation" not in other.headers


def test_a_route_without_an_access_rule_is_refused() -> None:
    router = APIRouter(route_class=OperationRoute)
    with pytest.raises(RuntimeError, match="list_products has 0 access rules"):
        router.get("/x", operation_id="list_products")(retire)


def test_a_route_that_nobody_describes_is_refused() -> None:
    router = APIRouter(route_class=OperationRoute, dependencies=[PUBLIC])
    with pytest.raises(RuntimeError, match="no_such_operation"):
        router.get("/x", operation_id="no_such_operation")(retire)


async def test_production_closes_docs_and_metrics(router: APIRouter) -> None:
    settings = settings_with(
        app={"env": "production"},
        http={"docs_enabled": None, "force_https": False, "metrics_token": None},
    )
    async with _client(settings, router) as client:
        for path in ("/docs", "/openapi.json", "/metrics"):
            assert_problem(await client.get(path), 404)


async def test_metrics_open_with_the_token(router: APIRouter) -> None:
    settings = settings_with(app={"env": "production"}, http={"metrics_token": "t" * 30})
    async with _client(settings, router) as client:
        assert_problem(await client.get("/metrics"), 401)
        bearer = {"Authorization": f"Bearer {'t' * 30}"}
        answer = await client.get("/metrics", headers=bearer)
    assert answer.status_code == 200
    assert "database_pool_size" in answer.text


async def test_a_second_version_stands_beside_the_first(
    router: APIRouter, monkeypatch: pytest.MonkeyPatch, log: Log
) -> None:
    feature = ModuleType("app.features.catalog.routes_v2")
    feature.__dict__["router"] = router
    monkeypatch.setitem(versions.API_VERSIONS, "routes_v2", "/api/v2")
    offered = {"routes": list(feature_modules("routes")), "routes_v2": [feature]}
    monkeypatch.setattr(versions, "feature_modules", offered.__getitem__)
    async with _client(settings_with(), APIRouter()) as client:
        assert (await client.get("/api/v2/retire")).status_code == 204
        assert (await client.get("/api/v1/products")).status_code == 401
        assert (await client.get("/api/v2/products")).status_code == 404
    assert [line["route"] for line in log.events("request")] == [
        "/api/v2/retire",
        "/api/v1/products",
        "unmatched",
    ]
