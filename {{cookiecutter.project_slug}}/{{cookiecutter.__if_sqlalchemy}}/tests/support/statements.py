"""The statements that reach the database."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as the driver gets it."""

    sql: str
    parameters: Any
    many: bool

    @property
    def verb(self) -> str:
        """Its first word."""
        return self.sql.split()[0].upper()


@contextmanager
def recorded(engines: Iterable[Engine]) -> Iterator[list[Statement]]:
    """The statements that are executed meanwhile."""
    statements: list[Statement] = []

    def keep(
        _connection: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, many: Any
    ) -> None:
        statements.append(Statement(sql=sql, parameters=parameters, many=bool(many)))

    listened = list(engines)
    for engine in listened:
        event.listen(engine, "before_cursor_execute", keep)
    try:
        yield statements
    finally:
        for engine in listened:
            event.remove(engine, "before_cursor_execute", keep)
