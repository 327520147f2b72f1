"""Whether the process can serve: every declared health check, each within a time-out."""

import asyncio

import structlog

from app.core.errors import ServiceUnavailable
from app.core.health import Check, health_checks
from app.infra.resources import Resources

log = structlog.get_logger()

CHECK_SECONDS = 2.0

WORKING, FAILING = "ok", "failing"


class NotReady(ServiceUnavailable):
    """The process is stopping, or something it needs does not work."""

    code = "not_ready"
    detail = "The service is not ready."


async def readiness(resources: Resources) -> dict[str, str]:
    """The state of every dependency by name: `ok` or `failing`."""
    checks = health_checks()
    states = await asyncio.gather(*(_state(resources, *check) for check in checks.items()))
    return dict(zip(checks, states, strict=True))


async def _state(resources: Resources, name: str, check: Check) -> str:
    """Run one check; the reason of a failure goes to the log, not to the client."""
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await check(resources)
    except Exception as error:  # noqa: BLE001 - whatever fails, the dependency is down
        log.warning("health_check_failed", dependency=name, error=repr(error))
        return FAILING
    return WORKING
