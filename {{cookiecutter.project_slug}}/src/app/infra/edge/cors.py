"""Cross-origin resource sharing: which sites' scripts may read the answers."""

from collections.abc import Iterable

ALLOWED_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
ALLOWED_HEADERS = (
    "Authorization, Content-Type, Idempotency-Key, If-Match, X-CSRF-Token, X-Request-ID"
)
EXPOSED_HEADERS = (
    "ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset, "
    "X-Request-ID"
)
MAX_AGE_SECONDS = "600"

HeaderList = list[tuple[str, str]]


class CorsPolicy:
    """The allow-list of origins."""

    def __init__(self, origins: Iterable[str], *, credentials: bool) -> None:
        self._origins = frozenset(origins)
        self._any = "*" in self._origins
        self._credentials = credentials

    def headers(self, origin: str | None) -> HeaderList:
        """What an answer to a request from `origin` carries."""
        if not self._origins:
            return []
        vary = [] if self._any else [("vary", "Origin")]
        if origin is None or not self._allows(origin):
            return vary
        return [*self._allowance(origin), *vary, ("access-control-expose-headers", EXPOSED_HEADERS)]

    def preflight(self, origin: str) -> HeaderList:
        """What the answer to a preflight request from `origin` carries; nothing if refused."""
        if not self._allows(origin):
            return [("vary", "Origin")]
        return [
            *self._allowance(origin),
            ("vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"),
            ("access-control-allow-methods", ALLOWED_METHODS),
            ("access-control-allow-headers", ALLOWED_HEADERS),
            ("access-control-max-age", MAX_AGE_SECONDS),
        ]

    def _allows(self, origin: str) -> bool:
        """Whether scripts from `origin` may read answers."""
        return self._any or origin in self._origins

    def _allowance(self, origin: str) -> HeaderList:
        """The headers that allow it; settings refuse credentials together with `*`."""
        allowed = [("access-control-allow-origin", "*" if self._any else origin)]
        if self._credentials:
            allowed.append(("access-control-allow-credentials", "true"))
        return allowed
