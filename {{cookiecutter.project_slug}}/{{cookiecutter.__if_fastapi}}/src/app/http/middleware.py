"""The edge as one pure ASGI middleware; what it decides stands in `app.infra.edge`."""

import asyncio
import time
from functools import lru_cache

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.context import RequestContext, request_context
from app.core.errors import AppError, BodyTooLarge, InternalError, RequestTimedOut
from app.http.compression import Compressor, accepts_gzip
from app.infra.edge.docs_page import DOCS_PATH
from app.infra.edge.edge import Edge, Headers
from app.infra.edge.exchange import Answer, Exchange, HeaderList, problem_answer
from app.infra.edge.protection import protection_headers
from app.infra.observability.requests import RequestRecorder
from app.infra.rate_limits.limiter import RateLimiter

RawHeaders = list[tuple[bytes, bytes]]


class EdgeMiddleware:
    """Answers, protects, limits and records every request."""

    def __init__(self, app: ASGIApp, *, edge: Edge, limiter: RateLimiter) -> None:
        self._app = app
        self._edge = edge
        self._limiter = limiter
        self._recorder = RequestRecorder(slow_ms=edge.settings.slow_request_ms)
        self._timeout = edge.settings.request_timeout_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        self._recorder.started()
        header = _lookup(scope)
        peer = scope.get("client")
        exchange = self._edge.open(
            header,
            method=scope["method"],
            path=scope["path"],
            scheme=scope["scheme"],
            peer=peer[0] if peer else None,
        )
        structlog.contextvars.bind_contextvars(request_id=exchange.request_id)
        request_context.set(RequestContext(exchange.request_id, exchange.address))
        scope["exchange"] = exchange
        sender = _Sender(self._edge, exchange, send)
        if accepts_gzip(header("accept-encoding"), self._edge.settings.compress_min_bytes):
            sender.compressor = Compressor(self._edge.settings.compress_min_bytes)
        query = scope["query_string"].decode("latin-1")
        refusal = self._edge.refusal(exchange, header, query=query)
        if refusal is None:
            await self._serve(scope, receive, sender)
        else:
            await sender.answer(refusal)
        self._recorder.finished(
            exchange, status=sender.status, seconds=time.perf_counter() - started
        )

    async def _serve(self, scope: Scope, receive: Receive, sender: "_Sender") -> None:
        """Let the application answer, within the limits of rate, size and time."""
        exchange: Exchange = scope["exchange"]
        if exchange.method == "HEAD":
            scope = {**scope, "method": "GET"}
        try:
            if not exchange.plumbing:
                await self._limit(exchange)
            async with asyncio.timeout(self._timeout):
                await self._app(scope, self._bounded(receive), sender)
        except AppError as error:
            await sender.answer(problem_answer(error, exchange))
        except TimeoutError as error:
            self._recorder.failed(error)
            await sender.answer(
                problem_answer(RequestTimedOut(headers={"Retry-After": "1"}), exchange)
            )
        except Exception as error:  # noqa: BLE001 - the last resort answers whatever was raised
            self._recorder.failed(error)
            await sender.answer(problem_answer(InternalError(), exchange))

    async def _limit(self, exchange: Exchange) -> None:
        """Count the request against the limit of its address; raises TooManyRequests."""
        state = await self._limiter.address(exchange.address)
        if state is not None:
            exchange.limits.append(state)
            state.require()

    def _bounded(self, receive: Receive) -> Receive:
        """`receive` that raises BodyTooLarge once the streamed body exceeds the limit."""
        received = 0
        limit = self._edge.settings.max_body_bytes

        async def bounded() -> Message:
            nonlocal received
            message = await receive()
            if message["type"] == "http.request":
                received += len(message.get("body", b""))
                if received > limit:
                    raise BodyTooLarge
            return message

        return bounded


class _Sender:
    """`send` that adds the headers of the edge and remembers the status."""

    __slots__ = ("_edge", "_exchange", "_send", "compressor", "status")

    def __init__(self, edge: Edge, exchange: Exchange, send: Send) -> None:
        self._edge = edge
        self._exchange = exchange
        self._send = send
        self.compressor: Compressor | None = None
        self.status = 0

    async def __call__(self, message: Message) -> None:
        """Send a message of the application."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._complete(message["headers"])
        if self.compressor is None:
            await self._send(message)
            return
        for ready in self.compressor.feed(message):
            await self._send(ready)

    def _complete(self, headers: RawHeaders) -> None:
        """Add the headers of the edge to those of the application."""
        edge, exchange = self._edge, self._exchange
        headers.extend(_protection(exchange.path == DOCS_PATH, exchange.secure))
        headers.extend(_encoded(edge.headers(exchange)))
        names = {name for name, _ in headers}
        for name, value in edge.defaults(exchange):
            if name.encode() not in names:
                headers.append((name.encode(), value.encode()))

    async def answer(self, answer: Answer) -> None:
        """Send a complete answer, unless one has begun: then the connection is cut."""
        if self.status:
            return
        body = b"" if self._exchange.method == "HEAD" else answer.body
        headers = _encoded(answer.headers)
        headers.append((b"content-length", str(len(answer.body)).encode()))
        await self({"type": "http.response.start", "status": answer.status, "headers": headers})
        await self({"type": "http.response.body", "body": body})


def _lookup(scope: Scope) -> Headers:
    """The request's headers by lower-case name."""
    values: dict[bytes, bytes] = dict(scope["headers"])

    def header(name: str) -> str | None:
        key = name.encode()
        value = values.get(key)
        if value is None:
            return None
        if name == "x-forwarded-for":
            value = b",".join(part for found, part in scope["headers"] if found == key)
        return value.decode("latin-1")

    return header


def _encoded(headers: HeaderList) -> RawHeaders:
    """The headers as ASGI carries them."""
    return [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers]


@lru_cache(maxsize=4)
def _protection(docs: bool, secure: bool) -> RawHeaders:  # noqa: FBT001 - a cache key
    """The security headers, encoded once."""
    return _encoded(protection_headers(docs=docs, secure=secure))
