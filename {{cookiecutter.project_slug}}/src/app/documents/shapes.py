"""What the documents say of tables and migrations, whichever library declares them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; `references` is `table.column` of a foreign key."""

    name: str
    type: str
    nullable: bool
    primary_key: bool
    unique: bool
    references: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index, also that of a primary key or of a unique constraint."""

    name: str
    columns: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; `checks` pairs a constraint's name with its condition."""

    name: str
    description: str
    columns: tuple[Column, ...]
    indexes: tuple[Index, ...]
    checks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """The newest migration of a feature, and how many precede it."""

    feature: str
    head: str
    title: str
    count: int
    depends_on: tuple[str, ...]
