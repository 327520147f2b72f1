"""Write .env for this machine: .env.example with random secrets; an .env that is there stays."""

import re
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# `NAME=` without a value, where the name says that the value is secret.
EMPTY_SECRET = re.compile(r"^(?P<name>[A-Z0-9_]*SECRET_KEY)=[ \t]*$", re.MULTILINE)


def filled_in(example: str) -> str:
    """The example with a random value for each empty secret."""
    return EMPTY_SECRET.sub(lambda match: f"{match['name']}={secrets.token_urlsafe(48)}", example)


def main() -> int:
    """Write the file; the exit status is 1 without an example."""
    target, example = ROOT / ".env", ROOT / ".env.example"
    if target.exists():
        print(f"{target.name} is there and stays as it is.")
        return 0
    if not example.exists():
        print(f"{example.name} is missing: restore it from the repository.", file=sys.stderr)
        return 1
    target.touch(mode=0o600)
    target.write_text(filled_in(example.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{target.name} is written; change in it what differs on this machine.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
