"""Limits and their state, and the headers that tell of them.

The headers are those of draft-ietf-httpapi-ratelimit-headers-10.

A limit counts in fixed windows that start at multiples of their length, so that all processes agree
on them without asking. A client that times it well gets two quotas around the turn of a window.
"""

from dataclasses import dataclass

from limits import parse

from app.core.errors import TooManyRequests
from app.infra.edge.settings import LimitSettings


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `quota` requests in `seconds`."""

    name: str
    quota: int
    seconds: int
    policy: str

    def window(self, now: float) -> int:
        """The number of the window at the UNIX time `now`."""
        return int(now) // self.seconds

    def state(self, count: int, now: float) -> "LimitState":
        """The state once `count` requests came in the window."""
        return LimitState(
            limit=self,
            remaining=max(0, self.quota - count),
            reset=self.seconds - int(now) % self.seconds,
            exceeded=count > self.quota,
        )


@dataclass(frozen=True, slots=True)
class LimitState:
    """What is left of a limit, and the seconds until its window ends."""

    limit: Limit
    remaining: int
    reset: int
    exceeded: bool

    @property
    def header(self) -> str:
        """The item of the RateLimit header."""
        return f'"{self.limit.name}";r={self.remaining};t={self.reset}'

    def require(self) -> None:
        """Raise TooManyRequests if the limit is exceeded."""
        if self.exceeded:
            raise TooManyRequests(headers={"Retry-After": str(self.reset)})


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the settings."""

    ip: Limit
    identity: Limit
    credentials: Limit


def limits_of(settings: LimitSettings) -> Limits:
    """Read the notation of the settings."""
    return Limits(
        ip=_limit("ip", settings.per_ip),
        identity=_limit("identity", settings.per_identity),
        credentials=_limit("credentials", settings.credentials),
    )


def _limit(name: str, notation: str) -> Limit:
    """The limit that `notation` describes."""
    item = parse(notation)
    seconds = item.get_expiry()
    return Limit(name, item.amount, seconds, f'"{name}";q={item.amount};w={seconds}')
