"""Code examples, taken from the source so that they cannot drift."""

import ast
from pathlib import Path

from app.documents.markdown import fence


class SnippetError(Exception):
    """The source of a snippet is not there."""


def snippet(root: Path, reference: str) -> str:
    """The fenced source of `path#name` or `path#Class.method`."""
    name, _, symbol = reference.partition("#")
    path = root / name
    if not path.is_file():
        raise SnippetError(f"{name} does not exist")
    text = path.read_text(encoding="utf-8")
    found: ast.AST = ast.parse(text)
    for part in symbol.split("."):
        body: list[ast.stmt] = getattr(found, "body", [])
        found = next((child for child in body if _names(child, part)), None) or ast.Pass()
    if not isinstance(found, ast.stmt) or isinstance(found, ast.Pass):
        raise SnippetError(f"{name} holds no {symbol}")
    return fence("python", _source(text, found))


def _names(node: ast.stmt, name: str) -> bool:
    """Whether the statement defines `name`."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return node.name == name
        case ast.Assign(targets=[ast.Name(id=target)]) | ast.AnnAssign(target=ast.Name(id=target)):
            return target == name
        case _:
            return False


def _source(text: str, node: ast.stmt) -> str:
    """The lines of a statement with its decorators, without the indentation of its class."""
    decorators = getattr(node, "decorator_list", [])
    first = min(line.lineno for line in [node, *decorators])
    lines = text.splitlines()[first - 1 : node.end_lineno]
    indent = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[indent:] for line in lines)
