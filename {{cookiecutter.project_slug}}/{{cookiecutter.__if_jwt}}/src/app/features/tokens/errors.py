"""What can go wrong with tokens."""

from app.core.errors import Unauthenticated


class InvalidRefreshToken(Unauthenticated):
    """BR-39: a refresh token is unknown, expired, revoked or was used before."""

    code = "invalid_refresh_token"
    detail = "The refresh token is invalid or has expired; log in again."
