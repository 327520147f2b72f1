"""Commands about expired data."""

from argparse import Namespace

from app.core.commands import command
from app.discovery import feature_modules
from app.infra.resources import Resources


@command("purge-expired", "Delete what has expired; run it daily.")
async def purge_expired(resources: Resources, _: Namespace) -> None:
    """Call `purge` of each feature's `purging` module, which returns the rows deleted by table."""
    for module in feature_modules("purging"):
        for table, rows in (await module.purge(resources)).items():
            print(f"{table}: {rows}")
