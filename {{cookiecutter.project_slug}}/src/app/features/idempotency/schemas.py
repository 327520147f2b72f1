"""What HTTP carries about idempotency."""

from typing import Annotated

from pydantic import Field, StringConstraints

HEADER = "Idempotency-Key"
REPLAYED_HEADER = "Idempotency-Replayed"

IdempotencyKey = Annotated[
    str,
    StringConstraints(pattern=r"^[\x21-\x7E]{1,255}$"),
    Field(description="Makes sending the request again safe: the same key, the same answer."),
]
