"""The edge: what is decided about every request before the application, and added to every answer.

Nothing here knows a web framework: `Headers` is any lookup by lower-case name.
"""

from collections.abc import Callable
from urllib.parse import quote

from app.core.errors import BodyTooLarge, InvalidHost
from app.infra.edge.clients import ProxyTrust
from app.infra.edge.cors import CorsPolicy
from app.infra.edge.docs_page import DOCS_PATH, OPENAPI_PATH
from app.infra.edge.exchange import Answer, Exchange, HeaderList, problem_answer, request_id
from app.infra.edge.hosts import HostPolicy, host_name
from app.infra.edge.settings import HttpSettings
from app.infra.settings import Environment

Headers = Callable[[str], str | None]

HEALTH_PREFIX = "/health/"
METRICS_PATH = "/metrics"

_CACHEABLE = frozenset({DOCS_PATH, OPENAPI_PATH})


class Edge:
    """The policies of the settings."""

    def __init__(self, settings: HttpSettings, env: Environment) -> None:
        production = env is Environment.PRODUCTION
        self.settings = settings
        self.docs_enabled = (
            not production if settings.docs_enabled is None else settings.docs_enabled
        )
        self._force_https = production if settings.force_https is None else settings.force_https
        self._proxies = ProxyTrust(settings.trusted_proxies)
        self._hosts = HostPolicy(settings.allowed_hosts)
        self._cors = CorsPolicy(settings.cors_origins, credentials=settings.cors_credentials)

    def open(
        self, header: Headers, *, method: str, path: str, scheme: str, peer: str | None
    ) -> Exchange:
        """The exchange of a request that came from `peer` over `scheme`."""
        client = self._proxies.client(
            peer,
            scheme,
            forwarded_for=header("x-forwarded-for"),
            forwarded_proto=header("x-forwarded-proto"),
        )
        return Exchange(
            method=method,
            path=path,
            request_id=request_id(header("x-request-id")),
            address=client.address,
            secure=client.secure,
            host=header("host") or "",
            origin=header("origin"),
            plumbing=path.startswith(HEALTH_PREFIX) or path == METRICS_PATH,
        )

    def refusal(self, exchange: Exchange, header: Headers, *, query: str) -> Answer | None:
        """The answer to a request that does not reach the application.

        Probes come by address and unencrypted, so neither the host nor https is asked of them.
        """
        if not exchange.plumbing:
            if not self._hosts.allows(exchange.host):
                return problem_answer(InvalidHost(), exchange)
            if self._force_https and not exchange.secure:
                return self._redirect(exchange, query)
        if exchange.method == "OPTIONS" and exchange.origin is not None:
            return Answer(204, self._cors.preflight(exchange.origin))
        if self.too_large(header("content-length")):
            return problem_answer(BodyTooLarge(), exchange)
        return None

    def too_large(self, content_length: str | None) -> bool:
        """Whether a declared length exceeds the limit; the server has checked its syntax."""
        return content_length is not None and int(content_length) > self.settings.max_body_bytes

    def headers(self, exchange: Exchange) -> HeaderList:
        """What every answer carries beside the headers of protection."""
        headers = [("x-request-id", exchange.request_id), *exchange.notices]
        if exchange.method != "OPTIONS":
            headers += self._cors.headers(exchange.origin)
        if exchange.limits:
            headers.append(("ratelimit-policy", ", ".join(s.limit.policy for s in exchange.limits)))
            headers.append(("ratelimit", ", ".join(state.header for state in exchange.limits)))
        return headers

    def defaults(self, exchange: Exchange) -> HeaderList:
        """What an answer carries unless the application said otherwise: nothing is to be cached."""
        return [] if exchange.path in _CACHEABLE else [("cache-control", "no-store")]

    def _redirect(self, exchange: Exchange, query: str) -> Answer:
        """308 keeps method and body."""
        base = self.settings.public_url
        if not base.startswith("https://"):
            base = f"https://{host_name(exchange.host)}"
        target = base + quoted(exchange.path) + (f"?{query}" if query else "")
        return Answer(308, [("location", target)])


def quoted(path: str) -> str:
    """The path as it may stand in a header."""
    return quote(path, safe="/:@!$&'()*+,;=~-._", errors="replace")
