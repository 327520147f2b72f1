"""Blocks about tables and migrations."""

from collections.abc import Iterator

from app.documents.facts import Facts
from app.documents.markdown import code, codes, fence, table
from app.documents.registry import block
from app.documents.shapes import Column


@block("er-diagram")
def er_diagram(facts: Facts) -> str:
    """The tables and their relations."""
    lines = ["erDiagram"]
    for found in facts.tables:
        columns = [f"    {_mermaid_type(c.type)} {c.name}{_keys(c)}" for c in found.columns]
        lines += ["  " + found.name + " {", *columns, "  }"]
    for found in facts.tables:
        for column in found.columns:
            if column.references:
                parent = column.references.partition(".")[0]
                many = "o|" if column.unique or column.primary_key else "o{"
                one = "|o" if column.nullable else "||"
                lines.append(f"  {parent} {one}--{many} {found.name} : {column.name}")
    return fence("mermaid", "\n".join(lines))


def _mermaid_type(name: str) -> str:
    """A type that Mermaid accepts."""
    return name.partition("(")[0]


def _keys(column: Column) -> str:
    """The key marks of a column."""
    marks = [
        mark
        for mark, holds in (
            ("PK", column.primary_key),
            ("FK", column.references),
            ("UK", column.unique),
        )
        if holds
    ]
    return " " + ", ".join(marks) if marks else ""


def _key_words(column: Column) -> Iterator[str]:
    """What the key cell says."""
    if column.primary_key:
        yield "primary"
    if column.unique:
        yield "unique"
    if column.references:
        yield f"references {code(column.references)}"


@block("tables")
def tables(facts: Facts) -> str:
    """Every table with its columns and its conditions."""
    parts = []
    for found in facts.tables:
        rows = (
            (
                code(column.name),
                code(column.type),
                "yes" if column.nullable else "no",
                ", ".join(_key_words(column)),
            )
            for column in found.columns
        )
        parts += [
            f"#### {code(found.name)}",
            found.description,
            table(("Column", "Type", "Null", "Key"), rows),
        ]
        parts += [f"Holds always: {codes(condition for _, condition in found.checks)}."] * bool(
            found.checks
        )
    return "\n\n".join(filter(None, parts))


@block("indexes")
def indexes(facts: Facts) -> str:
    """Every index."""
    return table(
        ("Table", "Index", "Columns", "Kind"),
        (
            (code(found.name), code(index.name), codes(index.columns), index.kind)
            for found in facts.tables
            for index in found.indexes
        ),
    )


@block("migrations")
def migrations(facts: Facts) -> str:
    """The head of every feature's migrations."""
    return table(
        ("Feature", "Head", "What it does", "Migrations", "Builds on"),
        (
            (
                migration.feature,
                code(migration.head),
                migration.title,
                str(migration.count),
                codes(migration.depends_on),
            )
            for migration in facts.migrations
        ),
    )
