"""Resources whose time and mails a test controls."""

from dataclasses import replace

import pytest

from app.infra.resources import Resources
from tests.support.clock import StoppedClock
from tests.support.outbox import Outbox


@pytest.fixture
def outbox() -> Outbox:
    """The mails."""
    return Outbox()


@pytest.fixture
def clock() -> StoppedClock:
    """The time."""
    return StoppedClock()


@pytest.fixture
def world(resources: Resources, outbox: Outbox, clock: StoppedClock) -> Resources:
    """The resources with that outbox and clock."""
    return replace(resources, mailer=outbox, clock=clock)
