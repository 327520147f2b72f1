"""Commands of `python -m app`: each feature's `commands` module declares its own."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

C = TypeVar("C", bound=Callable[..., Any])
Configure = Callable[[ArgumentParser], None]


def _no_arguments(_: ArgumentParser) -> None:
    """The command takes none."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `run` takes the resources and the parsed arguments."""

    name: str
    help: str
    run: Callable[..., Any]
    configure: Configure


_registry: dict[str, Command] = {}


def command(name: str, help_text: str, *, configure: Configure = _no_arguments) -> Callable[[C], C]:
    """Register the decorated function as the command `name`."""

    def register(run: C) -> C:
        _registry[name] = Command(name=name, help=help_text, run=run, configure=configure)
        return run

    return register


def command_registry() -> dict[str, Command]:
    """All declared commands by name, sorted."""
    return dict(sorted(_registry.items()))
