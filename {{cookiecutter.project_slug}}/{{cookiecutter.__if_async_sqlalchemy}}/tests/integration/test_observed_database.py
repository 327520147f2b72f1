"""Statements and pools are watched."""

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text

from app.infra import health
from app.infra.resources import Resources, create_resources
from tests.support.logs import Log
from tests.support.variants import settings_with


async def test_a_slow_statement_is_logged_without_its_values(log: Log) -> None:
    resources = create_resources(settings_with(database={"slow_query_ms": 0.0001}))
    # The first connection asks the server about itself.
    await resources.database.ping()
    earlier = len(log.events("slow_statement"))
    before = REGISTRY.get_sample_value("database_slow_statements_total") or 0
    async with resources.reading() as work:
        await work.connection.execute(text("SELECT :value"), {"value": "s3cret"})
    await resources.close()
    (event,) = log.events("slow_statement")[earlier:]
    assert event["statement"].startswith("SELECT ")
    assert event["duration_ms"] > 0
    assert "s3cret" not in log.text()
    assert REGISTRY.get_sample_value("database_slow_statements_total") == before + 1


async def test_connections_in_use_are_counted(resources: Resources) -> None:
    def in_use() -> float | None:
        return REGISTRY.get_sample_value("database_pool_connections_in_use", {"pool": "reading"})

    idle = in_use() or 0
    async with resources.reading() as work:
        await work.connection.execute(text("SELECT 1"))
        assert in_use() == idle + 1
    assert in_use() == idle


async def test_pending_migrations_are_noticed(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    await health.check_migrations(resources)
    expected = health.expected_heads()
    monkeypatch.setattr(health, "expected_heads", lambda: expected | {"catalog_9999"})
    with pytest.raises(health.PendingMigrations, match="catalog_9999"):
        await health.check_migrations(resources)
