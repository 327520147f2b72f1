"""Time that stands still until a test moves it."""

from datetime import datetime, timedelta

from app.core.clock import utc_now


class StoppedClock:
    """A clock for `resources`."""

    def __init__(self) -> None:
        self._now = utc_now()

    def __call__(self) -> datetime:
        """The instant at which it stands."""
        return self._now

    def advance(self, **duration: float) -> None:
        """Move on, by the arguments of timedelta."""
        self._now += timedelta(**duration)
