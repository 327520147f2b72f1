"""Sessions of JWT access tokens with rotating refresh tokens."""
