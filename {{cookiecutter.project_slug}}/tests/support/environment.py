"""The environment of the tests; imported before the application reads its settings."""

import os

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

# Hashing is made cheap, pauses are cut and the limits wide: the tests that are about them set
# their own.
VARIABLES = {
    "APP_ENV_FILE": "",
    "APP_ENV": "test",
    "APP_LOG_LEVEL": "WARNING",
    "AUTH_SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnop",
    "AUTH_EVEN_OUT_MS": "0",
    "AUTH_PASSWORD_HASH_TIME_COST": "1",
    "AUTH_PASSWORD_HASH_MEMORY_KIB": "8",
    "HTTP_DOCS_ENABLED": "true",
    "RATE_LIMIT_PER_IP": "100000/minute",
    "RATE_LIMIT_PER_IDENTITY": "100000/minute",
    "RATE_LIMIT_CREDENTIALS": "100000/minute",
}


def prepare_environment(database_url: str) -> None:
    """Put the variables of the tests in place of the developer's."""
    os.environ.update(VARIABLES, DATABASE_URL=database_url)
