"""Domain events: facts that features announce, handled in-process after the commit."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all domain events; an event is named for what has happened."""


# A handler takes the resources and the event; whether it is a coroutine function is up to the
# colour of the project, so its result is left open here.
Handler = Callable[[Any, Any], Any]
H = TypeVar("H", bound=Handler)

_handlers: defaultdict[type[Event], list[Handler]] = defaultdict(list)


def subscribe(kind: type[Event]) -> Callable[[H], H]:
    """Register the decorated function to be called after the commit with every event of `kind`."""

    def register(handler: H) -> H:
        _handlers[kind].append(handler)
        return handler

    return register


def handlers_of(kind: type[Event]) -> tuple[Handler, ...]:
    """The handlers of an event class, in the order of their registration."""
    return tuple(_handlers.get(kind, ()))


def event_registry() -> dict[str, type[Event]]:
    """Every declared event class by its name, sorted."""
    # A slotted dataclass replaces a class that lingers until it is collected; the later one counts.
    found = {kind.__name__: kind for kind in Event.__subclasses__()}
    return dict(sorted(found.items()))
