"""Generated blocks: functions from the facts to Markdown, found by name."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from app.documents.facts import Facts

Write = Callable[[Facts], str | None]


@dataclass(frozen=True, slots=True)
class Block:
    """A kind of generated block.

    A measured one is written by `docs` but not compared by `docs --check`, since a measurement
    repeats with other digits; None keeps what the document says.
    """

    name: str
    write: Write
    measured: bool


_registry: dict[str, Block] = {}


def block(name: str, *, measured: bool = False) -> Callable[[Write], Write]:
    """Register the decorated function as the writer of the blocks called `name`."""

    def register(write: Write) -> Write:
        _registry[name] = Block(name, write, measured)
        return write

    return register


def block_registry() -> dict[str, Block]:
    """All kinds of blocks by name."""
    package = importlib.import_module("app.documents.blocks")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(_registry)
