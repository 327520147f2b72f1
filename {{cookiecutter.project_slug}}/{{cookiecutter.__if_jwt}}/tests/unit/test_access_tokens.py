"""Access tokens: only what we signed, for us, and not yet expired."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from app.core.clock import utc_now
from app.core.ids import new_id
from app.features.auth.errors import InvalidToken
from app.features.auth.settings import AuthSettings
from app.features.tokens.access import AccessTokens, access_tokens
from app.features.tokens.entities import AccessClaims

KEY, OTHER_KEY = "k" * 16 + "0123456789abcdef", "o" * 16 + "0123456789abcdef"
NOW = utc_now().replace(microsecond=0)
MINUTES = timedelta(minutes=10)
CLAIMS = AccessClaims(user_id=new_id(), session_id=new_id())
TOKENS = AccessTokens(keys=(KEY,), issuer="us", audience="clients")
HEADER = {"alg": "HS256", "typ": "at+jwt"}


def payload(**changes: Any) -> dict[str, Any]:
    """The claims of a good token with changes; None removes one."""
    good = {
        "iss": "us",
        "aud": "clients",
        "sub": str(CLAIMS.user_id),
        "sid": str(CLAIMS.session_id),
        "jti": "1",
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 600,
    }
    return {name: value for name, value in (good | changes).items() if value is not None}


def signed(claims: dict[str, Any], *, header: dict[str, Any] | None = None, key: str = KEY) -> str:
    """A token with those claims."""
    header = header or HEADER
    return jwt.encode(header, claims, OctKey.import_key(key), algorithms=[header["alg"]])


def part(document: dict[str, Any]) -> str:
    """One part of a token."""
    return urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


def test_a_token_says_who_it_was_issued_to() -> None:
    token = TOKENS.issue(CLAIMS, now=NOW, life=MINUTES)

    assert TOKENS.read(token, now=NOW) == CLAIMS
    assert TOKENS.read(signed(payload()), now=NOW) == CLAIMS


def test_every_token_has_an_id_of_its_own() -> None:
    assert len({TOKENS.issue(CLAIMS, now=NOW, life=MINUTES) for _ in range(3)}) == 3


def test_a_token_holds_nothing_but_ids() -> None:
    token = TOKENS.issue(CLAIMS, now=NOW, life=MINUTES)
    body = json.loads(urlsafe_b64decode(token.split(".")[1] + "=="))

    assert set(body) == {"iss", "aud", "sub", "sid", "jti", "iat", "exp"}


def test_a_token_expires() -> None:
    token = TOKENS.issue(CLAIMS, now=NOW, life=MINUTES)

    TOKENS.read(token, now=NOW + timedelta(seconds=599))
    with pytest.raises(InvalidToken):
        TOKENS.read(token, now=NOW + timedelta(seconds=600))


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "them"},
        {"aud": "others"},
        {"aud": ["others", "more"]},
        {"exp": int(NOW.timestamp())},
        {"exp": "never"},
        {"iat": int(NOW.timestamp()) + 60},
        {"nbf": int(NOW.timestamp()) + 60},
        {"sub": "ada"},
        {"sid": "1"},
        {"sub": 7},
        *({name: None} for name in ("iss", "aud", "sub", "sid", "jti", "iat", "exp")),
    ],
)
def test_a_token_with_other_claims_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidToken):
        TOKENS.read(signed(payload(**changes)), now=NOW)


@pytest.mark.parametrize(
    "token",
    [
        signed(payload(), key=OTHER_KEY),
        signed(payload(), header={"alg": "HS512", "typ": "at+jwt"}),
        signed(payload(), header={"alg": "HS256", "typ": "JWT"}),
        jwt.encode(
            {"alg": "RS256", "typ": "at+jwt"},
            payload(),
            RSAKey.generate_key(2048, auto_kid=False),
            algorithms=["RS256"],
        ),
        f"{part({'alg': 'none', 'typ': 'at+jwt'})}.{part(payload())}.",
        f"{part(HEADER)}.{part(payload())}.",
        f"{part(HEADER)}.{part(payload())}",
        f"{part(HEADER)}.{part({'sub': 'x'})}.{signed(payload()).split('.')[2]}",
        "",
        ".",
        "..",
        "a.b.c",
        "ä.ö.ü",
        "x" * 3000,
        f"{part(HEADER)}.bm90IGpzb24.AAAA",
    ],
    # The texts differ from run to run, which parallel runs do not bear.
    ids=lambda _: "token",
)
def test_what_we_did_not_sign_is_refused(token: str) -> None:
    with pytest.raises(InvalidToken):
        TOKENS.read(token, now=NOW)


def test_a_key_is_rotated_without_logging_anybody_out() -> None:
    old = TOKENS.issue(CLAIMS, now=NOW, life=MINUTES)
    rotated = AccessTokens(keys=(OTHER_KEY, KEY), issuer="us", audience="clients")

    assert rotated.read(old, now=NOW) == CLAIMS
    assert rotated.read(rotated.issue(CLAIMS, now=NOW, life=MINUTES), now=NOW) == CLAIMS
    with pytest.raises(InvalidToken):
        TOKENS.read(rotated.issue(CLAIMS, now=NOW, life=MINUTES), now=NOW)


def test_the_settings_choose_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTH_SECRET_KEY", OTHER_KEY)
    monkeypatch.setenv("AUTH_PREVIOUS_SECRET_KEY", KEY)
    monkeypatch.setenv("AUTH_ISSUER", "us")
    monkeypatch.setenv("AUTH_AUDIENCE", "clients")
    settings = AuthSettings()

    assert access_tokens(settings).read(signed(payload()), now=NOW) == CLAIMS
    assert access_tokens(settings) is access_tokens(settings)


def test_an_empty_previous_key_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTH_PREVIOUS_SECRET_KEY", "")

    assert AuthSettings().previous_secret_key is None
