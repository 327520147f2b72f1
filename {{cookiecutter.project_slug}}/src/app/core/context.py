"""The request being served, for what records where a change came from."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestContext:
    """The request's id and the client's address; both None outside of requests."""

    request_id: str | None = None
    address: str | None = None


NO_REQUEST = RequestContext()

# Set by the HTTP edge; commands and jobs run outside of requests.
request_context: ContextVar[RequestContext] = ContextVar("request_context", default=NO_REQUEST)
