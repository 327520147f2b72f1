"""What HTTP carries about credentials."""

from typing import Annotated

from pydantic import Field, StringConstraints

from app.core.schemas import InputModel, OutputModel
from app.features.accounts.schemas import DisplayName, Email
from app.features.auth.opaque import MAX_LENGTH
from app.features.auth.passwords import MAX_PASSWORD, MIN_PASSWORD

_NO_CONTROLS = r"^[^\x00-\x1F\x7F]*$"

NewPassword = Annotated[
    str,
    StringConstraints(min_length=MIN_PASSWORD, max_length=MAX_PASSWORD, pattern=_NO_CONTROLS),
    Field(examples=["correct horse battery staple"], json_schema_extra={"format": "password"}),
]
# What is only compared is not held to the policy, which may have changed since.
GivenPassword = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_PASSWORD),
    Field(examples=["correct horse battery staple"], json_schema_extra={"format": "password"}),
]
Secret = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_-]{20," + f"{MAX_LENGTH}" + "}$"),
    Field(description="The token of the link in the mail."),
]


class Registration(InputModel):
    """A wish for an account."""

    email: Email
    password: NewPassword
    display_name: DisplayName = ""


class Registered(OutputModel):
    """The same answer whether or not the address was known."""

    email: str
    message: str


class EmailVerification(InputModel):
    """The proof that an address is one's own."""

    token: Secret


class EmailOnly(InputModel):
    """An address that a mail is asked for."""

    email: Email


class Accepted(OutputModel):
    """The same answer whether or not a mail was sent."""

    message: str


class PasswordChange(InputModel):
    """A new password, and the present one as proof."""

    current_password: GivenPassword
    new_password: NewPassword


class PasswordReset(InputModel):
    """A new password, and the token of the mail as proof."""

    token: Secret
    new_password: NewPassword
