"""Reading JSON bodies, the same way under every framework."""

from typing import Any

import orjson

from app.core.errors import MalformedBody

_QUOTE, _BACKSLASH = b'"\\'


def parse_json(body: bytes, *, max_depth: int) -> Any:
    """The JSON value of a body; raises MalformedBody for bad syntax or too deep nesting."""
    # Counting the brackets is cheap and settles nearly all bodies.
    if body.count(b"[") + body.count(b"{") > max_depth and _depth(body) > max_depth:
        raise MalformedBody(f"The request body is nested more than {max_depth} levels deep.")
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise MalformedBody from error


def _depth(body: bytes) -> int:
    """The deepest nesting, not counting brackets inside strings."""
    deepest = depth = 0
    in_string = escaped = False
    for byte in body:
        if escaped:
            escaped = False
        elif in_string:
            escaped, in_string = byte == _BACKSLASH, byte != _QUOTE
        elif byte == _QUOTE:
            in_string = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest
