"""The command line: `python -m app COMMAND`, with a command for each `commands` module's offer."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence

from app.about import PROJECT_NAME, VERSION
from app.core.commands import Command, CommandError, command_registry
from app.core.errors import AppError
from app.discovery import command_modules, register_declarations
from app.infra.observability.logs import configure_logging
from app.infra.resources import create_resources
from app.settings import SettingsError, load_settings


def main(arguments: Sequence[str]) -> int:
    """Run a command; the exit status is 0, 1 for a failure, or 2 for wrong usage."""
    register_declarations()
    for _ in command_modules():
        continue
    options = _parser().parse_args(arguments)
    try:
        if options.command.resources:
            asyncio.run(_run(options.command, options))
        else:
            options.command.run(options)
    except (SettingsError, AppError, CommandError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


async def _run(command: Command, options: Namespace) -> None:
    """Run the command with resources of its own."""
    settings = load_settings()
    configure_logging(settings.app)
    resources = create_resources(settings)
    try:
        await command.run(resources, options)
    finally:
        await resources.close()


def _parser() -> ArgumentParser:
    """The parser with a sub-parser for each command."""
    parser = ArgumentParser(
        prog="python -m app",
        description=f"{PROJECT_NAME} {VERSION}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for declared in command_registry().values():
        sub = commands.add_parser(declared.name, help=declared.help, description=declared.help)
        declared.configure(sub)
        sub.set_defaults(command=declared)
    return parser
