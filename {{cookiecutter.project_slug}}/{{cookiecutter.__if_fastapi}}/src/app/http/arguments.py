"""The arguments of handlers, found without FastAPI's general solver of dependencies.

Our handlers take path values, a query model, headers, a body, the request, the principal and the
resources. These are validated by the fields that FastAPI made of the signature, so the errors are
the same, at a fraction of the cost. A handler that takes anything else is left to FastAPI.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args, get_origin

from fastapi.dependencies.models import Dependant
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from app.core.errors import ValidationFailed
from app.core.problems import field_errors
from app.http.access import Requirement, resources_of

Values = dict[str, Any]
Faults = list[Mapping[str, Any]]

_OTHER_PARAMETERS = (
    "websocket_param_name",
    "http_connection_param_name",
    "response_param_name",
    "background_tasks_param_name",
    "security_scopes_param_name",
    "cookie_params",
)


class Arguments:
    """Finds the arguments of one handler."""

    def __init__(self, dependant: Dependant) -> None:
        self._path = [(field.name, field.alias, field) for field in dependant.path_params]
        self._headers = [(field.name, field.alias, field) for field in dependant.header_params]
        self._query = next(iter(dependant.query_params), None)
        self._body = next(iter(dependant.body_params), None)
        self._request = dependant.request_param_name
        self._given = [
            (each.name, isinstance(each.call, Requirement))
            for each in dependant.dependencies
            if each.name is not None
        ]

    def of(self, request: Request, body: Any) -> Values:
        """The arguments; raises ValidationFailed for values that the signature does not admit."""
        values: Values = {}
        faults: Faults = []
        for name, is_principal in self._given:
            values[name] = (
                request.scope.get("principal") if is_principal else request.app.state.resources
            )
        if self._request is not None:
            values[self._request] = request
        for name, alias, field in self._path:
            values[name] = _validated(field, request.path_params[alias], ("path", alias), faults)
        if self._query is not None:
            query = dict(request.query_params)
            values[self._query.name] = _validated(self._query, query, ("query",), faults)
        for name, alias, field in self._headers:
            found = request.headers.get(alias)
            values[name] = _validated(field, found, ("header", alias), faults)
        if self._body is not None:
            values[self._body.name] = _validated(self._body, body, ("body",), faults)
        if faults:
            raise ValidationFailed(errors=field_errors(faults))
        return values


def _validated(field: Any, value: Any, loc: tuple[str, ...], faults: Faults) -> Any:
    """The validated value; what is wrong with it goes to `faults`."""
    if value is None:
        if not field.field_info.is_required():
            return field.get_default()
        faults.append({"type": "missing", "loc": loc, "msg": "Field required"})
        return None
    validated, found = field.validate(value, loc=loc)
    faults.extend(found)
    return validated


def arguments_of(dependant: Dependant, handler: Callable[..., Any]) -> Arguments | None:
    """How to find the arguments of the handler; None if FastAPI has to."""
    simple = (
        inspect.iscoroutinefunction(handler)
        and _answers_itself(handler)
        and not any(getattr(dependant, name) for name in _OTHER_PARAMETERS)
        and all(_is_ours(each) for each in dependant.dependencies)
        and all(_is_model(field) for field in (*dependant.query_params, *dependant.body_params))
        and len(dependant.query_params) <= 1
        and len(dependant.body_params) <= 1
        and not any(_is_list(field.field_info.annotation) for field in dependant.header_params)
    )
    return Arguments(dependant) if simple else None


def _answers_itself(handler: Callable[..., Any]) -> bool:
    """Whether the handler returns a response rather than something to present."""
    returned = inspect.signature(handler).return_annotation
    return isinstance(returned, type) and issubclass(returned, Response)


def _is_ours(dependency: Dependant) -> bool:
    """Whether the dependency is the access rule or the resources."""
    return isinstance(dependency.call, Requirement) or dependency.call is resources_of


def _is_model(field: Any) -> bool:
    """Whether the field is a model without lists, whose values a query can hold once each."""
    model = field.field_info.annotation
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return False
    if type(field.field_info).__name__ != "Query":
        return True
    return not any(_is_list(each.annotation) for each in model.model_fields.values())


def _is_list(annotation: Any) -> bool:
    """Whether several values belong together."""
    return any(get_origin(each) in {list, set, tuple, frozenset} for each in _branches(annotation))


def _branches(annotation: Any) -> Iterator[Any]:
    """The annotation and, for a union, its members."""
    yield annotation
    yield from get_args(annotation)
