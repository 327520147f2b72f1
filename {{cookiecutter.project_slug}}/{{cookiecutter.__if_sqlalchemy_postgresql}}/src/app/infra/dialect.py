"""PostgreSQL through asyncpg."""

from typing import Any
from uuid import uuid4

from sqlalchemy import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from app.about import PROJECT_SLUG
from app.infra.settings import DatabaseSettings

DRIVER = "postgresql+asyncpg"


def database_url(settings: DatabaseSettings) -> URL:
    """The URL with the driver."""
    return make_url(settings.url.get_secret_value()).set(drivername=DRIVER)


def create_engines(settings: DatabaseSettings) -> tuple[AsyncEngine, AsyncEngine]:
    """The engines for reads (AUTOCOMMIT, nothing to reset) and for writes."""
    reading = _create(settings, isolation_level="AUTOCOMMIT", pool_reset_on_return=None)
    return reading, _create(settings)


def _create(settings: DatabaseSettings, **options: Any) -> AsyncEngine:
    """An engine with the pool of the settings."""
    return create_async_engine(
        database_url(settings),
        pool_size=settings.pool_size,
        max_overflow=0,
        hide_parameters=True,
        pool_timeout=settings.pool_timeout_seconds,
        pool_recycle=settings.pool_recycle_seconds,
        connect_args=_connect_arguments(settings),
        **options,
    )


def _connect_arguments(settings: DatabaseSettings) -> dict[str, Any]:
    """Time-outs, and for a transaction pooler no statement that outlives its transaction."""
    timeout = settings.statement_timeout_seconds
    arguments: dict[str, Any] = {
        "timeout": settings.pool_timeout_seconds,
        "command_timeout": timeout + 1,
    }
    if settings.transaction_pooler:
        return arguments | {
            "statement_cache_size": 0,
            "prepared_statement_cache_size": 0,
            "prepared_statement_name_func": lambda: f"__{uuid4()}__",
        }
    return arguments | {
        "server_settings": {
            "application_name": PROJECT_SLUG,
            "statement_timeout": str(int(timeout * 1000)),
        }
    }
