"""Readiness names what does not work, and waits for nothing that hangs."""

import asyncio
from dataclasses import replace
from typing import Any, cast

import pytest

from app.core import health
from app.core.errors import ServiceUnavailable
from app.infra import readiness as module
from app.infra.readiness import readiness
from app.infra.resources import Resources
from tests.support.logs import Log


class DeadDatabase:
    """A database that refuses every connection."""

    async def ping(self) -> None:
        raise ServiceUnavailable

    def reading(self) -> None:
        raise ServiceUnavailable


async def test_a_working_process_is_ready(resources: Resources) -> None:
    assert await readiness(resources) == {"database": "ok", "migrations": "ok"}


async def test_a_dead_database_is_named(resources: Resources, log: Log) -> None:
    dead = replace(resources, database=cast(Any, DeadDatabase()))
    assert await readiness(dead) == {"database": "failing", "migrations": "failing"}
    assert {event["dependency"] for event in log.events("health_check_failed")} == {
        "database",
        "migrations",
    }


async def test_what_hangs_is_failing(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(_: Resources) -> None:
        await asyncio.sleep(30)

    monkeypatch.setattr(module, "CHECK_SECONDS", 0.05)
    monkeypatch.setitem(health._registry, "hanging", hang)
    assert (await readiness(resources))["hanging"] == "failing"
