"""Gzip for large JSON answers."""

import gzip
from collections.abc import Iterator
from functools import lru_cache

from starlette.types import Message

# Beyond this level the size hardly shrinks, while the time doubles.
LEVEL = 4


@lru_cache(maxsize=64)
def accepts_gzip(accept_encoding: str | None, min_bytes: int) -> bool:
    """Whether the client takes gzip and the settings give it."""
    if accept_encoding is None or not min_bytes:
        return False
    for coding in accept_encoding.lower().split(","):
        name, _, parameters = coding.partition(";")
        if name.strip() == "gzip":
            return parameters.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


class Compressor:
    """Holds the start of an answer back until its body shows whether it is worth compressing.

    An answer with an ETag stays as it is: the tag is a strong one, so it names exactly these bytes.
    """

    def __init__(self, min_bytes: int) -> None:
        self._min_bytes = min_bytes
        self._start: Message | None = None

    def feed(self, message: Message) -> Iterator[Message]:
        """The messages that can be sent now."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        start, self._start = self._start, None
        if start is not None:
            body = message.get("body", b"")
            if self._worthwhile(start, message, body):
                message = {**message, "body": gzip.compress(body, LEVEL, mtime=0)}
                _relabel(start, len(message["body"]))
            yield start
        yield message

    def _worthwhile(self, start: Message, message: Message, body: bytes) -> bool:
        """Whether the answer is complete, long, JSON and not tagged."""
        if message.get("more_body") or len(body) < self._min_bytes:
            return False
        headers = dict(start["headers"])
        is_json = headers.get(b"content-type", b"").startswith(b"application/json")
        return is_json and not {b"etag", b"content-encoding"}.intersection(headers)


def _relabel(start: Message, length: int) -> None:
    """Describe the compressed body."""
    start["headers"] = [
        *((name, value) for name, value in start["headers"] if name != b"content-length"),
        (b"content-length", str(length).encode()),
        (b"content-encoding", b"gzip"),
        (b"vary", b"Accept-Encoding"),
    ]
