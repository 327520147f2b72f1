"""Commands about accounts."""

import sys
from argparse import ArgumentParser, Namespace
from getpass import getpass

from pydantic import TypeAdapter, ValidationError

from app.core.commands import CommandError, command
from app.core.permissions import Role
from app.features.accounts.schemas import Email
from app.features.accounts.service import create_account
from app.features.auth.passwords import password_faults
from app.infra.resources import Resources


def _arguments(parser: ArgumentParser) -> None:
    """The password is no argument: other users of the machine could read it."""
    parser.add_argument("--email", help="asked for if left out")
    parser.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )


@command("create-admin", "Create an administrator.", configure=_arguments)
async def create_admin(resources: Resources, options: Namespace) -> None:
    """Create an administrator who can log in at once; raises CommandError or EmailTaken."""
    email = _checked_email(options.email or _asked_email())
    password = _piped_password() if options.password_stdin else _asked_password()
    faults = password_faults(password, email=email)
    if faults:
        raise CommandError("The password: " + "; ".join(message for _, message in faults) + ".")
    await create_account(resources, email=email, password=password, role=Role.ADMIN)
    print(f"{email} is an administrator.")


def _asked_email() -> str:
    """What is typed."""
    return input("E-mail address: ")


def _checked_email(text: str) -> str:
    """The address; raises CommandError if it is none."""
    try:
        return TypeAdapter[str](Email).validate_python(text.strip())
    except ValidationError as error:
        raise CommandError("This is no e-mail address.") from error


def _piped_password() -> str:
    """The first line of standard input."""
    return sys.stdin.readline().rstrip("\r\n")


def _asked_password() -> str:
    """What is typed twice without being shown; raises CommandError if the two differ."""
    password = getpass("Password: ")
    if getpass("Once more: ") != password:
        raise CommandError("The two passwords differ.")
    return password
