"""Reads the tables and the migrations from SQLAlchemy and Alembic."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.script import Script, ScriptDirectory

from app.discovery import feature_modules
from app.documents.shapes import Column, Index, Migration, Table
from app.infra import tables as declared


def read_tables() -> tuple[Table, ...]:
    """All tables that the features declare, by name."""
    for _ in feature_modules("models"):
        continue
    rows = {mapper.class_.__table__: mapper.class_ for mapper in declared.Table.registry.mappers}
    found = declared.Table.metadata.tables
    return tuple(_table(found[name], rows[found[name]].__doc__) for name in sorted(found))


def _table(table: sa.Table, description: str | None) -> Table:
    """The facts of one table."""
    return Table(
        name=table.name,
        description=description or "",
        columns=tuple(_column(column) for column in table.columns),
        indexes=tuple(sorted(_indexes(table), key=lambda index: (index.kind, index.name))),
        checks=tuple(
            sorted(
                (str(constraint.name), str(constraint.sqltext))
                for constraint in table.constraints
                if isinstance(constraint, sa.CheckConstraint)
            )
        ),
    )


def _column(column: "sa.Column[object]") -> Column:
    """The facts of one column."""
    reference = next(iter(column.foreign_keys), None)
    return Column(
        name=column.name,
        type=_type_name(column.type),
        nullable=bool(column.nullable),
        primary_key=column.primary_key,
        unique=bool(column.unique),
        references=reference.target_fullname if reference else None,
    )


def _type_name(kind: "sa.types.TypeEngine[object]") -> str:
    """The type in a word, the same for every database."""
    match kind:
        case sa.Uuid():
            return "uuid"
        case declared.UtcDateTime():
            return "instant"
        case sa.String(length=int(length)):
            return f"text({length})"
        case _:
            return type(kind).__name__.lower()


def _indexes(table: sa.Table) -> Iterator[Index]:
    """What the database can look rows up by."""
    for index in table.indexes:
        columns = tuple(column.name for column in index.columns)
        yield Index(name=str(index.name), columns=columns, kind="unique" if index.unique else "")
    for constraint in table.constraints:
        if isinstance(constraint, sa.PrimaryKeyConstraint | sa.UniqueConstraint):
            primary = isinstance(constraint, sa.PrimaryKeyConstraint)
            yield Index(
                name=str(constraint.name or f"pk_{table.name}"),
                columns=tuple(column.name for column in constraint.columns),
                kind="primary key" if primary else "unique",
            )


def read_migrations(root: Path) -> tuple[Migration, ...]:
    """The newest migration of each feature, by feature."""
    directory = ScriptDirectory.from_config(Config(root / "alembic.ini"))
    found = (_migration(directory, head) for head in directory.get_heads())
    return tuple(sorted(found, key=lambda migration: migration.feature))


def _migration(directory: ScriptDirectory, head: str) -> Migration:
    """The facts of the branch that ends with `head`; features depend on each other by name."""
    branch = list(_branch(directory, head))
    newest, first = branch[0], branch[-1]
    return Migration(
        feature=next(iter(first.branch_labels), first.revision),
        head=newest.revision,
        title=(newest.doc or "").strip().rstrip("."),
        count=len(branch),
        depends_on=tuple(sorted({name for script in branch for name in _dependencies(script)})),
    )


def _branch(directory: ScriptDirectory, revision: str | None) -> Iterator[Script]:
    """The migrations from `revision` back to the first of its feature."""
    while revision is not None:
        script = directory.get_revision(revision)
        yield script
        down = script.down_revision
        revision = down if isinstance(down, str) else None


def _dependencies(script: Script) -> tuple[str, ...]:
    """The revisions of other features that a migration needs."""
    names = script.dependencies
    return (names,) if isinstance(names, str) else tuple(names or ())
