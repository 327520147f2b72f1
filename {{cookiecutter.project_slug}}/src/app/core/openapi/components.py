"""The schemas of the API document, made by pydantic from the models themselves."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from app.core.problems import Problem
from app.core.schemas import InputModel, OutputModel

REF_PREFIX = "#/components/schemas/"
EXAMPLE_PREFIX = "#/components/examples/"

# Models of tests and of libraries are not ours to publish.
_PACKAGE = __name__.partition(".")[0]


class _Generator(GenerateJsonSchema):
    """Pydantic's generator without the titles that repeat the field names."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's signature
        """Say no."""
        return False


def component_schemas() -> dict[str, Any]:
    """The JSON schema of every model of the application, by name."""
    models: list[tuple[type[BaseModel], JsonSchemaMode]] = [(Problem, "serialization")]
    models += [(model, "validation") for model in _models_below(InputModel)]
    models += [(model, "serialization") for model in _models_below(OutputModel)]
    _, document = models_json_schema(
        models, ref_template=REF_PREFIX + "{model}", schema_generator=_Generator
    )
    schemas: dict[str, Any] = document["$defs"]
    return schemas


def _models_below(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """All models of the application that derive from `base`."""
    for model in base.__subclasses__():
        if model.__module__.partition(".")[0] == _PACKAGE:
            yield model
        yield from _models_below(model)


def reachable(schemas: Mapping[str, Any], roots: object) -> dict[str, Any]:
    """Those of the schemas that `roots` refer to, directly or through one another, sorted."""
    found: set[str] = set()
    pending = list(references(roots))
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(references(schemas[name]))
    return {name: schemas[name] for name in sorted(found)}


def references(value: object, prefix: str = REF_PREFIX) -> Iterator[str]:
    """The names of the components below `prefix` that a part of the document refers to."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key == "$ref" and isinstance(item, str) and item.startswith(prefix):
                yield item.removeprefix(prefix)
            else:
                yield from references(item, prefix)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from references(item, prefix)
