"""Write .env for this machine: .env.example with random secrets; an .env that is there stays."""

import re
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# `NAME=` without a value, where the name says that the value is secret.
EMPTY_SECRET = re.compile(r"^(?P<name>[A-Z0-9_]*(?:KEY|SECRET|PASSWORD))=[ \t]*$", re.MULTILINE)
# Passwords that compose.yaml requires and the service itself does not know.
COMPOSE_SECRET = re.compile(r"\$\{(?P<name>[A-Z0-9_]*PASSWORD):\?")


def filled_in(example: str, compose: str) -> str:
    """The example with a random value for each empty secret and each password of compose.yaml."""
    text = EMPTY_SECRET.sub(lambda match: f"{match['name']}={_random()}", example)
    missing = sorted(
        name for name in set(COMPOSE_SECRET.findall(compose)) if f"\n{name}=" not in f"\n{text}"
    )
    if missing:
        text += "\n# ---- For compose.yaml\n"
        text += "".join(f"{name}={_random()}\n" for name in missing)
    return text


def _random() -> str:
    """A secret of 384 bits, of characters that need no quoting in a URL or a shell."""
    return secrets.token_urlsafe(48)


def main() -> int:
    """Write the file; the exit status is 1 without an example."""
    target, example, compose = (ROOT / name for name in (".env", ".env.example", "compose.yaml"))
    if target.exists():
        print(f"{target.name} is there and stays as it is.")
        return 0
    if not example.exists():
        print(f"{example.name} is missing: restore it from the repository.", file=sys.stderr)
        return 1
    text = filled_in(example.read_text(encoding="utf-8"), compose.read_text(encoding="utf-8"))
    target.touch(mode=0o600)
    target.write_text(text, encoding="utf-8")
    print(f"{target.name} is written; change in it what differs on this machine.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
