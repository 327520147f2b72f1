"""Settings of passwords and logins, which every scheme with passwords has."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from app.infra.settings import SettingsGroup

# OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes and one lane.
OWASP_MEMORY_KIB, OWASP_TIME_COST = 19_456, 2


class CredentialSettings(SettingsGroup):
    """Base of the settings of authentication; the variables start with AUTH_."""

    password_hash_time_cost: Annotated[
        int, Field(ge=1, description="Argon2id passes (OWASP: 2).")
    ] = OWASP_TIME_COST
    password_hash_memory_kib: Annotated[
        int, Field(ge=8, description="Argon2id memory in KiB (OWASP: 19456).")
    ] = OWASP_MEMORY_KIB
    password_hash_concurrency: Annotated[
        int, Field(ge=1, description="Hashes computed at the same time in one process.")
    ] = 2
    password_hash_wait_seconds: Annotated[
        float, Field(gt=0, description="How long a request waits for its turn before 503.")
    ] = 10
    require_verified_email: Annotated[
        bool, Field(description="Refuse logins until the e-mail address is verified.")
    ] = True
    verification_hours: Annotated[
        int, Field(ge=1, le=168, description="Life of the link that verifies an address.")
    ] = 24
    reset_minutes: Annotated[
        int, Field(ge=5, le=1440, description="Life of the link that resets a password.")
    ] = 60
    even_out_ms: Annotated[
        int,
        Field(ge=0, le=2000, description="Least time of answers that may not tell who is known."),
    ] = 100
    lockout_failures: Annotated[
        int, Field(ge=1, le=100, description="Failed logins after which an address waits.")
    ] = 5
    lockout_seconds: Annotated[
        int, Field(ge=1, description="The first wait; it doubles with each further failure.")
    ] = 30
    lockout_max_seconds: Annotated[int, Field(ge=1, description="The longest wait.")] = 900
    lockout_memory_hours: Annotated[
        int, Field(ge=1, description="Failures are forgotten after this long without another.")
    ] = 24
    frontend_url: Annotated[
        str,
        Field(
            pattern="^(https?://.*[^/])?$",
            description="Where the pages are that mails link to; HTTP_PUBLIC_URL if empty.",
        ),
    ] = ""

    def production_faults(self) -> Iterable[str]:
        """Weak hashing parameters."""
        if self.password_hash_memory_kib < OWASP_MEMORY_KIB:
            yield f"  AUTH_PASSWORD_HASH_MEMORY_KIB: must be at least {OWASP_MEMORY_KIB}"
        if self.password_hash_time_cost < OWASP_TIME_COST:
            yield f"  AUTH_PASSWORD_HASH_TIME_COST: must be at least {OWASP_TIME_COST}"
