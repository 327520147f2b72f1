"""Commands of `python -m app`: each feature's `commands` module declares its own."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

C = TypeVar("C", bound=Callable[..., Any])
Configure = Callable[[ArgumentParser], None]


class CommandError(Exception):
    """A command cannot do what it was asked to; the message says why and what to do."""


def _no_arguments(_: ArgumentParser) -> None:
    """The command takes none."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `run` takes the resources, where it wants them, and the parsed arguments."""

    name: str
    help: str
    run: Callable[..., Any]
    configure: Configure
    resources: bool


_registry: dict[str, Command] = {}


def command(
    name: str, help_text: str, *, configure: Configure = _no_arguments, resources: bool = True
) -> Callable[[C], C]:
    """Register the decorated function as the command `name`.

    Without `resources` it is an ordinary function of the arguments, which runs a loop of its own
    or none.
    """

    def register(run: C) -> C:
        _registry[name] = Command(
            name=name, help=help_text, run=run, configure=configure, resources=resources
        )
        return run

    return register


def command_registry() -> dict[str, Command]:
    """All declared commands by name, sorted."""
    return dict(sorted(_registry.items()))
