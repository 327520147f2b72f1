"""The response headers of the API document: each is described once and referred to."""

from collections.abc import Mapping
from typing import Any

_DESCRIPTIONS: Mapping[str, tuple[str, str]] = {
    "Allow": ("The methods of this path.", "GET, HEAD, OPTIONS"),
    "Deprecation": ("Since when the operation is deprecated (RFC 9745).", "@1793145600"),
    "ETag": ("The version of the object, for If-Match.", '"3"'),
    "Idempotency-Replayed": ("The request was carried out before; this is its answer.", "true"),
    "Link": ('The next page: `rel="next"`.', '</api/v1/products?cursor=abc>; rel="next"'),
    "Location": (
        "The path of the new object.",
        "/api/v1/products/0190b2f4-7c1e-7c55-8a3b-5f0c3c1d9a10",
    ),
    "RateLimit": ("What is left of each limit, and the seconds to its renewal.", '"ip";r=599;t=60'),
    "RateLimit-Policy": ("The limits: quota and window in seconds.", '"ip";q=600;w=60'),
    "Retry-After": ("The seconds to wait.", "30"),
    "Sunset": ("When the operation ends (RFC 8594).", "Sun, 01 Nov 2026 00:00:00 GMT"),
    "WWW-Authenticate": ("How to authenticate.", "Bearer"),
    "X-Request-ID": ("The id of the request in the logs.", "0190b2f47c1e7c558a3b5f0c3c1d9a10"),
}

# What every answer carries; the limits unless they are switched off.
EVERYWHERE = ("X-Request-ID", "RateLimit", "RateLimit-Policy")

_BY_STATUS: Mapping[int, tuple[str, ...]] = {
    401: ("WWW-Authenticate",),
    405: ("Allow",),
    429: ("Retry-After",),
    503: ("Retry-After",),
}


def header_components() -> dict[str, Any]:
    """The described headers."""
    return {
        name: {"description": text, "schema": {"type": "string"}, "example": example}
        for name, (text, example) in _DESCRIPTIONS.items()
    }


def header_references(*names: str) -> dict[str, Any]:
    """The headers of an answer."""
    wanted = sorted({*EVERYWHERE, *names})
    return {name: {"$ref": f"#/components/headers/{name}"} for name in wanted}


def headers_of_status(status: int) -> tuple[str, ...]:
    """The headers that go with a status."""
    return _BY_STATUS.get(status, ())
