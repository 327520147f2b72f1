"""The security headers of every answer (OWASP HTTP Headers Cheat Sheet)."""

from app.infra.edge.docs_page import DOCS_CSP

HeaderList = list[tuple[str, str]]

_COMMON: HeaderList = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
]
_API_CSP = ("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
# Two years: what browsers' preload lists ask for.
_HSTS = ("strict-transport-security", "max-age=63072000; includeSubDomains")

_API = [*_COMMON, _API_CSP]
_DOCS = [*_COMMON, ("content-security-policy", DOCS_CSP)]


def protection_headers(*, docs: bool, secure: bool) -> HeaderList:
    """The headers for the page of the API document (`docs`) or for any other answer.

    HSTS is sent only over https, as RFC 6797 section 7.2 demands.
    """
    headers = _DOCS if docs else _API
    return [*headers, _HSTS] if secure else headers
