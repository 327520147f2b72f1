"""Demo accounts for development."""

from app.core.permissions import Role
from app.features.accounts.repository import AccountRepository
from app.features.accounts.service import create_account
from app.infra.resources import Resources
from app.infra.settings import Environment

# Known to everybody who reads this, so the accounts are made on developers' machines only.
DEMO_PASSWORD = "open the demo door"  # noqa: S105
DEMO_ACCOUNTS = {
    "admin@example.com": (Role.ADMIN, "Ada Admin"),
    "staff@example.com": (Role.STAFF, "Sam Staff"),
    "customer@example.com": (Role.CUSTOMER, "Chris Customer"),
}


async def seed(resources: Resources) -> None:
    """Create the demo accounts that are missing; nothing outside development."""
    if resources.settings.app.env not in {Environment.LOCAL, Environment.TEST}:
        return
    for email, (role, name) in DEMO_ACCOUNTS.items():
        async with resources.reading() as work:
            known = await work.repository(AccountRepository).find(email)
        if known is None:
            await create_account(
                resources, email=email, password=DEMO_PASSWORD, role=role, display_name=name
            )
