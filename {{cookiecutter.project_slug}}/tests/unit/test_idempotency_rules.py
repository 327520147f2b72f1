"""When a request with an idempotency key is answered again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.clock import utc_now
from app.core.ids import new_id
from app.features.idempotency.entities import Answer, Claim, KeyedRequest
from app.features.idempotency.errors import IdempotencyInProgress, IdempotencyKeyReused
from app.features.idempotency.rules import CLAIM_TIMEOUT, LIFETIME, earlier_answer, fingerprint

NOW = utc_now()
ANSWER = Answer(status=201, body="{}", location=None, etag=None)
REQUEST = KeyedRequest(
    actor_id=new_id(), operation="create_order", key="k", fingerprint=fingerprint("{}")
)
OTHER_BODY = replace(REQUEST, fingerprint=fingerprint('{"note":""}'))
ANSWERED = Claim(
    id=new_id(), request=REQUEST, claimed_at=NOW, expires_at=NOW + LIFETIME, answer=ANSWER
)
CLAIMED = replace(ANSWERED, answer=None)
MOMENT = timedelta(microseconds=1)


def test_an_answer_is_given_again_until_it_expires() -> None:
    assert earlier_answer(ANSWERED, REQUEST, now=NOW + LIFETIME - MOMENT) is ANSWER
    assert earlier_answer(ANSWERED, REQUEST, now=NOW + LIFETIME) is None


def test_another_body_is_refused_until_the_key_expires() -> None:  # BR-26
    for claim in (ANSWERED, CLAIMED):
        with pytest.raises(IdempotencyKeyReused):
            earlier_answer(claim, OTHER_BODY, now=NOW + LIFETIME - MOMENT)
        assert earlier_answer(claim, OTHER_BODY, now=NOW + LIFETIME) is None


def test_a_claim_without_an_answer_is_given_up_in_the_end() -> None:  # BR-27
    with pytest.raises(IdempotencyInProgress) as caught:
        earlier_answer(CLAIMED, REQUEST, now=NOW + CLAIM_TIMEOUT - MOMENT)
    assert caught.value.headers == {"Retry-After": "1"}
    assert earlier_answer(CLAIMED, REQUEST, now=NOW + CLAIM_TIMEOUT) is None
