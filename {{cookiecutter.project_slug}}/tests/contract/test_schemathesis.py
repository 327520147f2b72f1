"""The running service against its own document: thousands of requests made from the schemas."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.people import Person
from tests.support.scheme import SELF_DESTRUCTIVE_OPERATIONS
from tests.support.server import LiveServer

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
# Business rules refuse data that the schema admits; whether credentials are asked for is tested
# for every operation in test_access.
EXCLUDED_CHECKS = "positive_data_acceptance,ignored_auth"


@pytest.mark.parametrize("role", ["customer", "admin"])
def test_the_service_keeps_to_its_document(
    server: LiveServer, role: str, request: pytest.FixtureRequest
) -> None:
    person: Person = request.getfixturevalue(role)
    command = [
        *(sys.executable, "-m", "schemathesis.cli", f"--config-file={CONFIGURATION}", "run"),
        f"{server.url}/openapi.json",
        f"--header=Authorization: {person.http.headers['Authorization']}",
        "--phases=examples,coverage,fuzzing",
        "--max-examples=5",
        f"--exclude-checks={EXCLUDED_CHECKS}",
        "--seed=1",
        "--no-color",
        "--warnings=off",
        *(f"--exclude-operation-id={name}" for name in SELF_DESTRUCTIVE_OPERATIONS),
    ]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 0, result.stdout[-10_000:] + result.stderr[-2_000:]
