"""Answering a request with an idempotency key."""

from collections.abc import Awaitable
from typing import Annotated, Protocol, TypeVar

from fastapi import Header
from pydantic import BaseModel
from starlette.responses import Response

from app.core.permissions import Principal
from app.features.idempotency.entities import Answer, KeyedRequest
from app.features.idempotency.errors import AlreadyAnsweredError
from app.features.idempotency.rules import fingerprint
from app.features.idempotency.schemas import HEADER, REPLAYED_HEADER, IdempotencyKey
from app.features.idempotency.service import Once
from app.http.replies import MEDIA_TYPE

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
T_contra = TypeVar("T_contra", contravariant=True)

IdempotencyKeyHeader = Annotated[IdempotencyKey | None, Header(alias=HEADER)]


class UseCase(Protocol[T]):
    """A use case that can be carried out once."""

    def __call__(self, *, once: Once[T] | None) -> Awaitable[T]:
        """Carry it out."""


class Present(Protocol[T_contra]):
    """Makes the response for a result."""

    def __call__(self, result: T_contra, /) -> Response:
        """The response."""


async def reply_once(
    key: str | None,
    *,
    actor: Principal,
    operation: str,
    body: BaseModel,
    use_case: UseCase[T],
    present: Present[T],
) -> Response:
    """The response of the use case, or the one that the same request had before."""
    if key is None:
        return present(await use_case(once=None))
    request = KeyedRequest(
        actor_id=actor.user_id,
        operation=operation,
        key=key,
        fingerprint=fingerprint(body.model_dump_json()),
    )
    once: Once[T] = Once(request=request, present=lambda result: _answer(present(result)))
    try:
        return present(await use_case(once=once))
    except AlreadyAnsweredError as earlier:
        return _replay(earlier.answer)


def _answer(response: Response) -> Answer:
    """What to keep of a response."""
    return Answer(
        status=response.status_code,
        body=bytes(response.body).decode(),
        location=response.headers.get("location"),
        etag=response.headers.get("etag"),
    )


def _replay(answer: Answer) -> Response:
    """The response that was given before."""
    headers = {REPLAYED_HEADER: "true"}
    if answer.location is not None:
        headers["Location"] = answer.location
    if answer.etag is not None:
        headers["ETag"] = answer.etag
    return Response(answer.body, status_code=answer.status, headers=headers, media_type=MEDIA_TYPE)
