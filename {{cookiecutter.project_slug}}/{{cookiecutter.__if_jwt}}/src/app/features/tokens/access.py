"""Access tokens: JWTs signed with HS256 (RFC 7519, typed as in RFC 9068)."""

from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from pydantic import SecretStr

from app.core.ids import new_id
from app.features.auth.errors import InvalidToken
from app.features.auth.settings import AuthSettings
from app.features.tokens.entities import AccessClaims

# Whatever else a token's header asks for is refused.
ALGORITHMS = ("HS256",)
_HEADER = {"alg": "HS256", "typ": "at+jwt"}
_CLAIMS = frozenset({"iss", "aud", "sub", "sid", "jti", "iat", "exp"})
# Ours have some 400 characters.
_MAX_LENGTH = 2000
_REMEMBERED = 4096
# The clocks of two servers may differ by as much.
_SKEW_SECONDS = 5


class AccessTokens:
    """Signs with one key and verifies with up to two, so that keys can be rotated."""

    def __init__(self, *, keys: tuple[str, ...], issuer: str, audience: str) -> None:
        self._keys = tuple(OctKey.import_key(key) for key in keys)
        self._issuer = issuer
        self._audience = audience
        self._registry = jwt.BaseClaimsRegistry(
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            sub={"essential": True},
            sid={"essential": True},
        )
        # A signature stays good, so a token is verified once; its expiry is checked every time.
        self._genuine = lru_cache(maxsize=_REMEMBERED)(self._check)

    def issue(self, claims: AccessClaims, *, now: datetime, life: timedelta) -> str:
        """A signed token."""
        issued_at = int(now.timestamp())
        payload = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(claims.user_id),
            "sid": str(claims.session_id),
            "jti": new_id().hex,
            "iat": issued_at,
            "exp": issued_at + int(life.total_seconds()),
        }
        return jwt.encode(_HEADER, payload, self._keys[0], algorithms=ALGORITHMS)

    def read(self, token: str, *, now: datetime) -> AccessClaims:
        """The claims of a token that is ours and still valid; raises InvalidToken."""
        claims, issued_at, expires_at = self._genuine(token)
        if not issued_at - _SKEW_SECONDS <= now.timestamp() < expires_at:
            raise InvalidToken
        return claims

    def _check(self, token: str) -> tuple[AccessClaims, int, int]:
        """The claims of a token that is ours, and from when to when it holds, in UNIX time."""
        try:
            verified = self._verify(token)
            self._registry.validate(verified.claims)
            claims = verified.claims
            if verified.header.get("typ") != _HEADER["typ"] or claims.keys() != _CLAIMS:
                raise InvalidToken
            who = AccessClaims(user_id=UUID(claims["sub"]), session_id=UUID(claims["sid"]))
            return who, int(claims["iat"]), int(claims["exp"])
        except (JoseError, ValueError, TypeError, AttributeError) as error:
            raise InvalidToken from error

    def _verify(self, token: str) -> jwt.Token:
        """The content of a token with a good signature; raises JoseError or ValueError."""
        if len(token) > _MAX_LENGTH:
            raise InvalidToken
        *earlier, last = self._keys
        for key in earlier:
            try:
                return jwt.decode(token, key, algorithms=ALGORITHMS)
            except JoseError:
                continue
        return jwt.decode(token, last, algorithms=ALGORITHMS)


def access_tokens(settings: AuthSettings) -> AccessTokens:
    """The tokens of the settings; made once, since importing keys takes its time."""
    return _access_tokens(
        settings.secret_key, settings.previous_secret_key, settings.issuer, settings.audience
    )


@lru_cache(maxsize=8)
def _access_tokens(
    current: SecretStr, previous: SecretStr | None, issuer: str, audience: str
) -> AccessTokens:
    """One instance for the same settings."""
    keys = tuple(key.get_secret_value() for key in (current, previous) if key is not None)
    return AccessTokens(keys=keys, issuer=issuer, audience=audience)
