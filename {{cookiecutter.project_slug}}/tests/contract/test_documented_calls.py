"""The calls that the handoff document shows are understood by the service."""

import re
import shlex
from pathlib import Path
from string import Template
from uuid import uuid4

import httpx2
import pytest

from tests.support.contract import OPERATIONS, UNKNOWN_ID
from tests.support.people import Person

HANDOFF = Path(__file__).resolve().parents[2] / "docs/Backend Developer/BackendHandoff.md"
CALL = re.compile(r"^# .+: (?P<status>\d{3})\n(?P<command>curl .+)$", re.MULTILINE)
# What an answer must not be: the service did not understand the call, or did not admit it.
MISUNDERSTOOD = {
    "malformed_body",
    "method_not_allowed",
    "not_found",
    "permission_denied",
    "precondition_required",
    "unauthenticated",
    "unsupported_media_type",
    "validation_failed",
}


def documented() -> list[tuple[int, str]]:
    """The status and the command of every call."""
    text = HANDOFF.read_text(encoding="utf-8")
    return [(int(match["status"]), match["command"]) for match in CALL.finditer(text)]


def execute(command: str, client: httpx2.Client, token: str) -> httpx2.Response:
    """Send what the command would send."""
    names = re.findall(r"\$([A-Z_]+)", command)
    values = dict.fromkeys(names, UNKNOWN_ID) | {
        "API": "",
        "TOKEN": token,
        "IF_MATCH": '\\"1\\"',
        "IDEMPOTENCY_KEY": str(uuid4()),
    }
    words = iter(shlex.split(Template(command).substitute(values))[1:])
    method, url, headers, body = "GET", "", {}, None
    for word in words:
        match word:
            case "-X":
                method = next(words)
            case "-H":
                name, _, value = next(words).partition(": ")
                headers[name] = value
            case "-d":
                body = next(words)
            case _:
                url = word
    return client.request(method, url, headers=headers, content=body)


def test_every_operation_is_shown_once() -> None:
    assert len(documented()) == len(OPERATIONS)


def test_every_call_is_understood(
    api: httpx2.Client, admin: Person, subtests: pytest.Subtests
) -> None:
    token = admin.http.headers["Authorization"].removeprefix("Bearer ")
    # Whoever logs out needs another token afterwards.
    for status, command in sorted(documented(), key=lambda call: "logout" in call[1]):
        with subtests.test(command):
            answer = execute(command, api, token)
            if answer.status_code != status:
                assert answer.json()["code"] not in MISUNDERSTOOD, answer.text
