"""How a JSON schema may change without breaking clients.

What clients send may become wider, what they receive may gain fields; nothing else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]

# A lower value of these is the stricter one; of those below a higher one.
_UPPER = ("maxLength", "maximum", "exclusiveMaximum", "maxItems")
_LOWER = ("minLength", "minimum", "exclusiveMinimum", "minItems")


@dataclass(frozen=True, slots=True)
class SchemaPair:
    """The schemas of two documents, to resolve references in."""

    old: Mapping[str, Schema]
    new: Mapping[str, Schema]

    def compare(self, old: Schema, new: Schema, *, where: str, sent: bool) -> Iterator[str]:
        """What breaks clients that send (`sent`) or else receive the value at `where`."""
        yield from self._compare(old, new, where=where, sent=sent, seen=frozenset())

    def _compare(
        self, old: Schema, new: Schema, *, where: str, sent: bool, seen: frozenset[str]
    ) -> Iterator[str]:
        """Compare two schemas; `seen` holds the references on the way, which may be circular."""
        reference = old.get("$ref")
        if reference is not None:
            if reference in seen:
                return
            seen |= {reference}
        old, new = _resolved(old, self.old), _resolved(new, self.new)
        yield from _types(old, new, where=where, sent=sent)
        yield from _enums(old, new, where=where, sent=sent)
        if sent:
            yield from _bounds(old, new, where)
        yield from self._properties(old, new, where=where, sent=sent, seen=seen)
        if "items" in old and "items" in new:
            yield from self._compare(
                old["items"], new["items"], where=f"{where}[]", sent=sent, seen=seen
            )

    def _properties(
        self, old: Schema, new: Schema, *, where: str, sent: bool, seen: frozenset[str]
    ) -> Iterator[str]:
        """Compare the fields of two objects."""
        before, after = old.get("properties", {}), new.get("properties", {})
        for name in sorted(before.keys() - after.keys()):
            yield f"{where}.{name} was removed"
        old_required, new_required = set(old.get("required", ())), set(new.get("required", ()))
        if sent:
            for name in sorted(new_required - old_required):
                yield f"{where}.{name} is now required"
        else:
            for name in sorted((old_required - new_required) & after.keys()):
                yield f"{where}.{name} may now be missing"
        for name in sorted(before.keys() & after.keys()):
            yield from self._compare(
                before[name], after[name], where=f"{where}.{name}", sent=sent, seen=seen
            )


def _resolved(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    """The schema that a reference stands for."""
    reference = schema.get("$ref")
    return schema if reference is None else schemas[reference.rpartition("/")[2]]


def _kinds(schema: Schema) -> set[str]:
    """The JSON types (with their formats) that the schema admits; empty for any."""
    kinds = schema.get("type", ())
    found = {kinds} if isinstance(kinds, str) else set(kinds)
    for branch in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        found |= _kinds(branch) or ({str(branch["$ref"])} if "$ref" in branch else set())
    if found == {"string"} and "format" in schema:
        return {f"string ({schema['format']})"}
    return found


def _types(old: Schema, new: Schema, *, where: str, sent: bool) -> Iterator[str]:
    """Types that are no longer accepted, or that were never sent before."""
    before, after = _kinds(old), _kinds(new)
    if sent and after and before - after:
        yield f"{where} no longer accepts {_listed(before - after)}"
    if not sent and before and (after - before or not after):
        yield f"{where} may now be {_listed(after - before) or 'anything'}"


def _enums(old: Schema, new: Schema, *, where: str, sent: bool) -> Iterator[str]:
    """Values that are no longer accepted; or no longer sent, which someone may wait for."""
    before, after = _values(old), _values(new)
    if before is None and after is not None and sent:
        yield f"{where} now accepts only {_listed(after)}"
    if before is not None and after is not None and before - after:
        yield f"{where} lost {_listed(before - after)}"


def _values(schema: Schema) -> set[str] | None:
    """The values of an enumeration."""
    if "const" in schema:
        return {str(schema["const"])}
    return {str(value) for value in schema["enum"]} if "enum" in schema else None


def _bounds(old: Schema, new: Schema, where: str) -> Iterator[str]:
    """Limits that became stricter."""
    for name in _UPPER:
        if name in new and (name not in old or new[name] < old[name]):
            yield f"{where}: {name} is now {new[name]}"
    for name in _LOWER:
        if name in new and (name not in old or new[name] > old[name]):
            yield f"{where}: {name} is now {new[name]}"
    if new.get("pattern") not in {None, old.get("pattern")}:
        yield f"{where}: the pattern changed"


def _listed(names: set[str]) -> str:
    """The names in a sentence."""
    return ", ".join(sorted(names))
