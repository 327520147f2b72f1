"""The methods of a path. Starlette reports only those of the first route that matches."""

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts


def allowed_methods(app: FastAPI, path: str) -> list[str]:
    """The methods of all routes at `path`, sorted; HEAD wherever there is GET, and OPTIONS."""
    methods = {"OPTIONS"}
    for route in iter_route_contexts(app.routes):
        regex = getattr(route, "path_regex", None)
        if regex is not None and regex.match(path):
            methods.update(route.methods or ())
    if "GET" in methods:
        methods.add("HEAD")
    return sorted(methods)
