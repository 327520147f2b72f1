"""What the API document says of the account operations."""

from app.core.operations import describe
from app.features.accounts.errors import AccountErased, LastAdmin, OwnAccount, UserNotFound

describe("read_own_user", "Read the own account")
describe(
    "update_own_user",
    "Change the own profile",
    request_example={"display_name": "Ada", "timezone": "Europe/London"},
)
describe(
    "delete_own_user",
    "Delete the own account",
    description=(
        "Removes the personal data, ends all sessions and locks the account for good. What was "
        "ordered stays, without a name."
    ),
    errors=(LastAdmin,),
)
describe(
    "list_users",
    "List accounts",
    description=(
        "`q` finds e-mail addresses by their beginning. Reading other people's data is recorded in "
        "the audit trail."
    ),
)
describe(
    "read_user",
    "Read an account",
    description="Reading another person's data is recorded in the audit trail.",
    errors=(UserNotFound,),
)
describe(
    "update_user",
    "Change the role or the activation of an account",
    description="Takes effect with the next request of that user; deactivation ends all sessions.",
    errors=(UserNotFound, OwnAccount, LastAdmin, AccountErased),
    request_example={"role": "staff"},
)
