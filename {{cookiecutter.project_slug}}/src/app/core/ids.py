"""Identifiers: UUIDv7 (RFC 9562), so that new rows sort by creation and indexes stay compact."""

import sys
from uuid import UUID

if sys.version_info >= (3, 14):
    from uuid import uuid7
else:
    from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new time-ordered identifier."""
    return uuid7()
