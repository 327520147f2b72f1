"""Commands about idempotency keys."""

from argparse import Namespace

from app.core.commands import command
from app.features.idempotency.service import purge_keys
from app.infra.resources import Resources


@command("purge-idempotency-keys", "Delete the idempotency keys that have expired.")
async def purge_idempotency_keys(resources: Resources, _: Namespace) -> None:
    """Delete them; to be run daily."""
    print(f"{await purge_keys(resources)} expired keys deleted.")
