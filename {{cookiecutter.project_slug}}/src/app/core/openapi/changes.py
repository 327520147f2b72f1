"""Which changes of the API document break clients that were written for the document before."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.core.openapi.document import FIRST_ERROR, METHODS
from app.core.openapi.schema_changes import SchemaPair

Document = Mapping[str, Any]


def breaking_changes(old: Document, new: Document) -> list[str]:
    """One sentence for each change that breaks clients."""
    schemas = SchemaPair(_schemas(old), _schemas(new))
    found: list[str] = []
    for path, item in sorted(old["paths"].items()):
        for method in METHODS:
            if method not in item:
                continue
            name = f"{method.upper()} {path}"
            after = new["paths"].get(path, {}).get(method)
            if after is None:
                found.append(f"{name} was removed")
            else:
                found.extend(f"{name}: {each}" for each in _operation(item[method], after, schemas))
    return found


def _schemas(document: Document) -> Mapping[str, Any]:
    """The named schemas of a document."""
    found: Mapping[str, Any] = document.get("components", {}).get("schemas", {})
    return found


def _operation(old: Document, new: Document, schemas: SchemaPair) -> Iterator[str]:
    """What breaks clients of one operation."""
    if old.get("operationId") != new.get("operationId"):
        yield f"the operation id is now {new.get('operationId')}"
    if new.get("security") and not old.get("security"):
        yield "authentication is now required"
    yield from _parameters(old, new, schemas)
    yield from _body(old, new, schemas)
    yield from _answers(old, new, schemas)


def _parameters(old: Document, new: Document, schemas: SchemaPair) -> Iterator[str]:
    """Parameters that were removed, narrowed or are newly required."""
    before, after = _by_name(old), _by_name(new)
    for key in sorted(before.keys() - after.keys()):
        yield f"the {key[0]} parameter {key[1]} was removed"
    for key, parameter in sorted(after.items()):
        earlier = before.get(key)
        if parameter.get("required") and not (earlier and earlier.get("required")):
            yield f"the {key[0]} parameter {key[1]} is now required"
        if earlier is not None:
            where = f"the {key[0]} parameter {key[1]}"
            yield from schemas.compare(
                earlier["schema"], parameter["schema"], where=where, sent=True
            )


def _by_name(operation: Document) -> dict[tuple[str, str], Any]:
    """The parameters by place and name."""
    return {(each["in"], each["name"]): each for each in operation.get("parameters", ())}


def _body(old: Document, new: Document, schemas: SchemaPair) -> Iterator[str]:
    """A request body that is new, or accepts less."""
    before, after = old.get("requestBody"), new.get("requestBody")
    if before is None:
        if after is not None and after.get("required"):
            yield "a request body is now required"
        return
    if after is None:
        yield "the request body was removed"
        return
    for media_type, media in sorted(before["content"].items()):
        if media_type not in after["content"]:
            yield f"the request body no longer accepts {media_type}"
            continue
        later = after["content"][media_type]
        yield from schemas.compare(media["schema"], later["schema"], where="body", sent=True)


def _answers(old: Document, new: Document, schemas: SchemaPair) -> Iterator[str]:
    """Answers of success that were removed or lost something."""
    for status, answer in sorted(old["responses"].items()):
        if not status.isdigit() or int(status) >= FIRST_ERROR:
            continue
        after = new["responses"].get(status)
        if after is None:
            yield f"the answer {status} was removed"
            continue
        for media_type, media in sorted(answer.get("content", {}).items()):
            later = after.get("content", {}).get(media_type)
            if later is None:
                yield f"the answer {status} is no longer {media_type}"
                continue
            where = f"answer {status}"
            yield from schemas.compare(media["schema"], later["schema"], where=where, sent=False)
