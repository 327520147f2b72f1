"""What the API document says of the credential operations."""

from app.core.operations import describe
from app.features.auth.errors import (
    LoginThrottled,
    OneTimeTokenInvalid,
    PasswordIncorrect,
    PasswordRejected,
)

_EMAIL = {"email": "ada@example.com"}
_PASSWORD = "correct horse battery staple"  # noqa: S105 - an example
_TOKEN = "Zr4cE1n5vXG2mH0yqB8u6tK3wLpS7dJfRaTxYoNiCkM"  # noqa: S105 - an example

describe(
    "register",
    "Register",
    description=(
        "Sends a mail with a link that verifies the address. The answer is the same for an "
        "address that has an account already; its owner is told by mail."
    ),
    errors=(PasswordRejected,),
    request_example={**_EMAIL, "password": _PASSWORD, "display_name": "Ada"},
    checks_credentials=True,
)
describe(
    "verify_email",
    "Verify an e-mail address",
    description="The token is that of the link in the newest mail; it works once.",
    errors=(OneTimeTokenInvalid,),
    request_example={"token": _TOKEN},
    checks_credentials=True,
)
describe(
    "resend_verification",
    "Send the verification mail again",
    description="The answer is the same for every address.",
    request_example=_EMAIL,
    checks_credentials=True,
)
describe(
    "change_password",
    "Change the own password",
    description="Ends all other sessions.",
    errors=(PasswordIncorrect, PasswordRejected, LoginThrottled),
    request_example={"current_password": _PASSWORD, "new_password": "a new long phrase of mine"},
    checks_credentials=True,
)
describe(
    "forgot_password",
    "Ask for a password reset",
    description="Sends a mail with a link. The answer is the same for every address.",
    request_example=_EMAIL,
    checks_credentials=True,
)
describe(
    "reset_password",
    "Reset a forgotten password",
    description=(
        "The token is that of the link in the newest mail; it works once. Ends all sessions."
    ),
    errors=(OneTimeTokenInvalid, PasswordRejected),
    request_example={"token": _TOKEN, "new_password": "a new long phrase of mine"},
    checks_credentials=True,
)
