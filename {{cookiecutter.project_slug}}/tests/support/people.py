"""Accounts to act as, over HTTP."""

from dataclasses import dataclass

import httpx2

from app.core.permissions import Role
from app.features.accounts.service import create_account
from tests.support.server import LiveServer

PASSWORD = "correct horse battery staple"


@dataclass(frozen=True, slots=True)
class Person:
    """An account and a client that is logged in with it."""

    id: str
    email: str
    role: Role
    http: httpx2.Client


def person(server: LiveServer, role: Role, name: str) -> Person:
    """A verified account of the role, logged in."""
    email = f"{name}@example.com"
    account = server.call(create_account, email=email, password=PASSWORD, role=role)
    client = server.client()
    answer = client.post("/api/v1/auth/login", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return Person(id=str(account.id), email=email, role=role, http=client)
