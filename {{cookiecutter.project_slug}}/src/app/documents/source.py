"""Reads what the source files say of themselves."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_METRICS = {"Counter", "Gauge", "Histogram", "Summary"}
Defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A function with its keyword-only parameters, or a class with its fields.

    `first` is a function's first parameter; `types` are the annotations of a class's fields.
    """

    path: str
    name: str
    first: str | None
    parts: tuple[str, ...]
    types: tuple[str, ...]
    description: str


def definitions(root: Path, pattern: str) -> Iterator[Definition]:
    """The public functions and classes of the files that match, in order."""
    for path in sorted(root.glob(pattern)):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, Defined) and not node.name.startswith("_"):
                yield Definition(
                    path=path.relative_to(root).as_posix(),
                    name=node.name,
                    first=_first_parameter(node),
                    parts=_parts(node),
                    types=_types(node),
                    description=(ast.get_docstring(node) or "").partition("\n\n")[0],
                )


def module_summary(path: Path) -> str:
    """The first sentence of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n\n")[0]


def use_cases(root: Path) -> Iterator[Definition]:
    """The functions over the resources in the modules that routes call."""
    for path in sorted(root.glob("src/app/features/*/*routes.py")):
        names = {
            name.rpartition(".")[2]
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.ImportFrom) and node.module
            for name in (node.module, *(alias.name for alias in node.names))
        }
        for module in sorted(names):
            pattern = f"{path.parent.relative_to(root).as_posix()}/{module}.py"
            yield from (case for case in definitions(root, pattern) if case.first == "resources")


def _first_parameter(node: Defined) -> str | None:
    """The name of a function's first parameter."""
    if isinstance(node, ast.ClassDef) or not node.args.args:
        return None
    return node.args.args[0].arg


def _parts(node: Defined) -> tuple[str, ...]:
    """The keyword-only parameters of a function, the fields or the members of a class."""
    if isinstance(node, ast.ClassDef):
        assigned = [child.target for child in node.body if isinstance(child, ast.AnnAssign)]
        members = [child.targets[0] for child in node.body if isinstance(child, ast.Assign)]
        return tuple(map(ast.unparse, [*assigned, *members]))
    return tuple(argument.arg for argument in node.args.kwonlyargs)


def _types(node: Defined) -> tuple[str, ...]:
    """The annotations of the fields of a class."""
    fields = (child for child in node.body if isinstance(child, ast.AnnAssign))
    return tuple(ast.unparse(field.annotation) for field in fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A metric that the code declares."""

    name: str
    kind: str
    description: str
    labels: tuple[str, ...]


def metrics(root: Path) -> list[Metric]:
    """The Prometheus metrics that the modules of the application create, by name."""
    found = [
        _metric(node)
        for _, module in modules(root / "src/app", mentioning="prometheus_client")
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and _is_metric(node)
    ]
    return sorted(found, key=lambda metric: metric.name)


def _is_metric(call: ast.Call) -> bool:
    """Whether the call creates a metric: a name and a description."""
    match call:
        case ast.Call(func=ast.Name(id=kind), args=[ast.Constant(), ast.Constant(), *_]):
            return kind in _METRICS
        case _:
            return False


def _metric(call: ast.Call) -> Metric:
    """The metric of a call; Prometheus adds `_total` to the name of a counter."""
    name, description, *rest = map(ast.literal_eval, call.args[:3])
    kind = ast.unparse(call.func).lower()
    if kind == "counter" and not name.endswith("_total"):
        name += "_total"
    return Metric(name=name, kind=kind, description=description, labels=tuple(*rest))


def modules(folder: Path, *, mentioning: str) -> Iterator[tuple[Path, ast.Module]]:
    """The modules that hold a text, in order; parsing all of them would take seconds."""
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if mentioning in text:
            yield path, ast.parse(text)
