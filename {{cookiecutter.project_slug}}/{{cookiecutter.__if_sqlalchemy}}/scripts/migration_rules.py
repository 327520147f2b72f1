"""What a migration may not do while the release before it is still serving.

A deployment migrates first and replaces the processes afterwards, so a migration only adds
(expand). What the old release no longer uses is removed by a later release (contract), and says so
in a line `# contract: unused since 1.4.0`.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

MARKER = re.compile(r"^\s*# contract: \S", re.MULTILINE)
DESTRUCTIVE_SQL = re.compile(
    r"\b(drop\s+(table|column)|rename\s+(to|column)|truncate)\b", re.IGNORECASE
)
ADVICE = {
    "drop_table": "the release before still reads the table",
    "drop_column": "the release before still reads the column",
    "rename_table": "add the new table and fill both first",
    "rename_column": "add the new column and fill both first",
    "not_null": "the release before writes no value: give the column a server_default",
    "execute": "the statement drops or renames or empties something",
}


def faults(path: Path) -> list[str]:
    """What is wrong in one migration; nothing, where it declares itself a contraction."""
    source = path.read_text(encoding="utf-8")
    if MARKER.search(source):
        return []
    return [
        f"{path.name}:{line}: {ADVICE[kind]}, or mark the migration: # contract: <since when>"
        for line, kind in _found(ast.parse(source))
    ]


def _found(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The line and kind of each unsafe call in `upgrade`."""
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name == "upgrade":
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and (kind := _kind(node)):
                    yield node.lineno, kind


def _kind(call: ast.Call) -> str | None:
    """The kind of an unsafe call, by the name of the operation and its arguments."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else None
    arguments = {keyword.arg: keyword.value for keyword in call.keywords}
    if name in {"drop_table", "drop_column", "rename_table"}:
        return name
    if name == "alter_column":
        if "new_column_name" in arguments:
            return "rename_column"
        return "not_null" if _is(arguments.get("nullable"), value=False) else None
    if name == "add_column":
        return "not_null" if any(_lacks_default(argument) for argument in call.args) else None
    if name == "execute":
        return "execute" if any(_is_destructive(argument) for argument in call.args) else None
    return None


def _lacks_default(node: ast.expr) -> bool:
    """Whether the column refuses NULL and has no value of its own."""
    if not isinstance(node, ast.Call):
        return False
    arguments = {keyword.arg: keyword.value for keyword in node.keywords}
    return _is(arguments.get("nullable"), value=False) and "server_default" not in arguments


def _is(node: ast.expr | None, *, value: bool) -> bool:
    """Whether the expression is that constant."""
    return isinstance(node, ast.Constant) and node.value is value


def _is_destructive(node: ast.expr) -> bool:
    """Whether a text in the expression is a statement that loses something."""
    return any(
        isinstance(part, ast.Constant)
        and isinstance(part.value, str)
        and DESTRUCTIVE_SQL.search(part.value)
        for part in ast.walk(node)
    )
