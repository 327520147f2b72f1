"""Opaque tokens: random secrets that are handed out once and kept only as digests.

A secret of 256 bits cannot be guessed, so a fast digest protects it as well as a slow one.
"""

import hashlib
import secrets

# Whatever is longer is none of ours.
MAX_LENGTH = 100


def new_secret() -> str:
    """256 random bits as base64url text."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a secret: its SHA-256 in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()
