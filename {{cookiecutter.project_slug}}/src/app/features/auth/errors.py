"""What can go wrong with credentials."""

from datetime import datetime
from math import ceil

from app.core.errors import (
    FieldError,
    PermissionDenied,
    TooManyRequests,
    Unauthenticated,
    ValidationFailed,
)


class InvalidCredentials(Unauthenticated):
    """The address is unknown, the password wrong or the account locked; which one stays secret."""

    code = "invalid_credentials"
    detail = "The e-mail address or the password is wrong."


class InvalidToken(Unauthenticated):
    """A token was sent, but it is malformed, expired, revoked or not for this use (RFC 6750)."""

    code = "invalid_token"
    detail = "The token is invalid or has expired."


class EmailNotVerified(PermissionDenied):
    """BR-36: who has not verified the e-mail address cannot log in."""

    code = "email_not_verified"
    detail = "Follow the link in the mail that we sent you first."


class LoginThrottled(TooManyRequests):
    """BR-37: after too many failures an address waits, known or not."""

    code = "login_throttled"
    detail = "Too many failed logins; try again later."


class PasswordIncorrect(PermissionDenied):
    """The current password, asked for again, is wrong."""

    code = "password_incorrect"
    detail = "The current password is wrong."


class PasswordRejected(ValidationFailed):
    """BR-32: the password does not meet the policy; `errors` tells why."""

    code = "password_rejected"
    detail = "The password is not acceptable."


class OneTimeTokenInvalid(ValidationFailed):
    """BR-38: a one-time token is unknown, used, superseded or expired."""

    code = "one_time_token_invalid"
    detail = "The link is invalid, was already used, or has expired."


def token_invalid() -> OneTimeTokenInvalid:
    """The error for the `token` of the body."""
    return OneTimeTokenInvalid(
        errors=[FieldError(("body", "token"), OneTimeTokenInvalid.detail, "token_invalid")]
    )


def throttled(*, until: datetime, now: datetime) -> LoginThrottled:
    """The error with the seconds to wait."""
    return LoginThrottled(headers={"Retry-After": str(max(1, ceil((until - now).total_seconds())))})
