"""What the API document says of the token operations."""

from app.core.operations import describe
from app.features.auth.errors import EmailNotVerified, InvalidCredentials, LoginThrottled
from app.features.tokens.errors import InvalidRefreshToken

describe(
    "login",
    "Log in",
    description=(
        "Unknown addresses and wrong passwords get the same answer in the same time. After "
        "repeated failures an address waits, whether or not it has an account."
    ),
    errors=(InvalidCredentials, EmailNotVerified, LoginThrottled),
    request_example={"email": "ada@example.com", "password": "correct horse battery staple"},
    checks_credentials=True,
)
describe(
    "refresh",
    "Get new tokens",
    description=(
        "A refresh token works once. One that is presented again was copied, so the whole session "
        "ends."
    ),
    errors=(InvalidRefreshToken,),
    request_example={"refresh_token": "Zr4cE1n5vXG2mH0yqB8u6tK3wLpS7dJfRaTxYoNiCkM"},
)
describe("logout", "Log out", description="Ends this session; its tokens stop working at once.")
