"""The mails about credentials."""

import pytest

from app.about import PROJECT_NAME
from app.features.auth import mails
from app.features.auth.opaque import digest, new_secret
from app.integrations.mail.message import Message

BASE = "https://app.example.com"
ALL = [
    mails.verification(to="ada@example.com", base_url=BASE, token="t0ken", hours=24),
    mails.registration_repeated(to="ada@example.com", base_url=BASE),
    mails.password_reset(to="ada@example.com", base_url=BASE, token="t0ken", minutes=60),
    mails.password_changed(to="ada@example.com", base_url=BASE),
    mails.reuse_detected(to="ada@example.com", base_url=BASE),
]


@pytest.mark.parametrize("mail", ALL, ids=lambda mail: mail.subject)
def test_every_mail_says_from_whom_and_where_to_go(mail: Message) -> None:
    assert mail.to == "ada@example.com"
    assert mail.subject.startswith(PROJECT_NAME)
    assert f"\n{BASE}/" in mail.text
    assert all(len(line) <= 200 for line in mail.text.splitlines())


def test_the_tokens_stand_behind_the_hash_which_browsers_keep_to_themselves() -> None:
    assert f"{BASE}/verify-email#token=t0ken" in ALL[0].text
    assert f"{BASE}/reset-password#token=t0ken" in ALL[2].text


def test_a_mail_does_not_show_its_text_by_accident() -> None:
    assert "t0ken" not in repr(ALL[0])


def test_secrets_are_long_different_and_kept_as_digests() -> None:
    secrets = {new_secret() for _ in range(100)}

    assert len(secrets) == 100
    assert all(len(secret) == 43 for secret in secrets)
    assert digest("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
