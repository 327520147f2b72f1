"""One request and its answer, as the edge of every web framework sees them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from app.core.errors import AppError
from app.core.ids import new_id
from app.core.problems import MEDIA_TYPE, problem_document
from app.infra.rate_limits.policy import LimitState

HeaderList = list[tuple[str, str]]

UNMATCHED = "unmatched"

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,128}")


@dataclass(slots=True)
class Exchange:
    """A request under way.

    The application fills in the route, the limits that it counted, and notices: headers that the
    answer carries whether or not it succeeds.
    """

    method: str
    path: str
    request_id: str
    address: str
    secure: bool
    host: str
    origin: str | None
    plumbing: bool
    route: str = UNMATCHED
    limits: list[LimitState] = field(default_factory=list)
    notices: HeaderList = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer that the edge gives itself."""

    status: int
    headers: HeaderList = field(default_factory=list)
    body: bytes = b""


def request_id(sent: str | None) -> str:
    """The client's request id if it is well-formed, else a new one."""
    if sent is not None and _REQUEST_ID.fullmatch(sent):
        return sent
    return new_id().hex


def problem_answer(error: AppError, exchange: Exchange) -> Answer:
    """The problem document for `error`, with the headers that the error asks for."""
    document = problem_document(error, instance=exchange.path, request_id=exchange.request_id)
    return Answer(error.status, _problem_headers(error.headers), problem_bytes(document))


def _problem_headers(extra: Mapping[str, str]) -> HeaderList:
    """The media type and the error's own headers."""
    return [("content-type", MEDIA_TYPE), *((name.lower(), extra[name]) for name in extra)]


def problem_bytes(document: Mapping[str, object]) -> bytes:
    """The JSON of a problem; a lone surrogate, which UTF-8 cannot carry, becomes U+FFFD."""
    try:
        return orjson.dumps(document)
    except orjson.JSONEncodeError:
        return orjson.dumps(_encodable(document))


def _encodable(value: object) -> object:
    """The value with every string free of surrogates."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {str(_encodable(key)): _encodable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    return value
