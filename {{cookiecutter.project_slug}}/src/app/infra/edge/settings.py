"""Settings of the HTTP edge and of its limits."""

from collections.abc import Iterable
from ipaddress import ip_network
from typing import Annotated, Self

from limits import parse
from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import NoDecode

from app.infra.settings import SettingsGroup, settings_config

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "testserver"})
MIN_TOKEN_LENGTH = 24


def _split(value: object) -> object:
    """A comma-separated variable as a list."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


class HttpSettings(SettingsGroup):
    """The edge."""

    model_config = settings_config("HTTP_")

    public_url: Annotated[
        str, Field(pattern="^https?://[^/]+$", description="Where clients reach the service.")
    ] = "http://127.0.0.1:8000"
    allowed_hosts: Annotated[
        tuple[str, ...],
        NoDecode,
        Field(description="Comma-separated Host names that are answered; *.example.com works."),
    ] = ("localhost", "127.0.0.1", "testserver")
    cors_origins: Annotated[
        tuple[str, ...],
        NoDecode,
        Field(description="Comma-separated origins that browsers may call from; * means any."),
    ] = ()
    cors_credentials: Annotated[
        bool, Field(description="Let browsers send cookies across origins; never with *.")
    ] = False
    trusted_proxies: Annotated[
        tuple[str, ...],
        NoDecode,
        Field(description="Comma-separated addresses or networks whose X-Forwarded-* is believed."),
    ] = ()
    force_https: Annotated[
        bool | None,
        Field(description="Redirect plain http (308); by default only in production."),
    ] = None
    max_body_bytes: Annotated[int, Field(ge=1024, description="The largest request body.")] = (
        1_048_576
    )
    max_json_depth: Annotated[int, Field(ge=2, le=200, description="The deepest JSON nesting.")] = (
        32
    )
    compress_min_bytes: Annotated[
        int, Field(ge=0, description="Answers this large are gzipped for who accepts it; 0: none.")
    ] = 4096
    request_timeout_seconds: Annotated[
        float, Field(gt=0, description="The longest a request may take before 503.")
    ] = 30
    slow_request_ms: Annotated[
        float, Field(gt=0, description="Requests slower than this are logged as warnings.")
    ] = 1000
    drain_seconds: Annotated[
        float, Field(ge=0, description="How long a stopping server reports not ready, yet serves.")
    ] = 2
    workers: Annotated[int, Field(ge=1, le=64, description="Server processes.")] = 1
    docs_enabled: Annotated[
        bool | None,
        Field(description="Serve /docs and /openapi.json; by default not in production."),
    ] = None
    metrics_enabled: Annotated[bool, Field(description="Serve /metrics.")] = True
    metrics_token: Annotated[
        SecretStr | None,
        Field(description="The bearer token for /metrics; production serves it only with one."),
    ] = None

    @field_validator("allowed_hosts", "cors_origins", "trusted_proxies", mode="before")
    @classmethod
    def _lists(cls, value: object) -> object:
        """Accept comma-separated variables."""
        return _split(value)

    @field_validator("force_https", "docs_enabled", "metrics_token", mode="before")
    @classmethod
    def _empty(cls, value: object) -> object:
        """Read an empty variable as one that is not set."""
        return None if value == "" else value

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse what is neither an address nor a network."""
        for network in value:
            ip_network(network)
        return value

    @model_validator(mode="after")
    def _no_credentials_for_any_origin(self) -> Self:
        """Refuse the combination that would hand cookies to every site."""
        if self.cors_credentials and "*" in self.cors_origins:
            raise ValueError("HTTP_CORS_CREDENTIALS cannot be combined with HTTP_CORS_ORIGINS=*")
        return self

    def production_faults(self) -> Iterable[str]:
        """Answering for any host, unencrypted, or a guessable token."""
        if "*" in self.allowed_hosts or LOCAL_HOSTS.issuperset(self.allowed_hosts):
            yield "  HTTP_ALLOWED_HOSTS: must name the public hosts in production"
        if not self.public_url.startswith("https://"):
            yield "  HTTP_PUBLIC_URL: must be https in production"
        if self.metrics_token and len(self.metrics_token.get_secret_value()) < MIN_TOKEN_LENGTH:
            yield f"  HTTP_METRICS_TOKEN: must have at least {MIN_TOKEN_LENGTH} characters"


class LimitSettings(SettingsGroup):
    """Request limits, in the notation of the `limits` library (`100/minute`)."""

    model_config = settings_config("RATE_LIMIT_")

    enabled: Annotated[bool, Field(description="Whether requests are counted and limited.")] = True
    storage_url: Annotated[
        SecretStr,
        Field(description="memory:// counts per process; redis://host/0 shares the counts."),
    ] = SecretStr("memory://")
    per_ip: Annotated[str, Field(description="Requests of one address.")] = "600/minute"
    per_identity: Annotated[str, Field(description="Requests of one account.")] = "300/minute"
    credentials: Annotated[
        str, Field(description="Requests of one address to operations that check credentials.")
    ] = "20/minute"
    store_timeout_seconds: Annotated[
        float, Field(gt=0, description="How long the store may take before a request passes.")
    ] = 0.25

    @field_validator("storage_url")
    @classmethod
    def _known_store(cls, value: SecretStr) -> SecretStr:
        """Refuse other stores."""
        if value.get_secret_value().partition("://")[0] not in {"memory", "redis", "rediss"}:
            raise ValueError("must start with memory://, redis:// or rediss://")
        return value

    @field_validator("per_ip", "per_identity", "credentials")
    @classmethod
    def _readable(cls, value: str) -> str:
        """Refuse what `limits` cannot read."""
        parse(value)
        return value
