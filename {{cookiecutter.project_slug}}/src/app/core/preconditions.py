"""Entity tags and If-Match: no update overwrites one that the client has not seen."""

from app.core.errors import PreconditionFailed, PreconditionRequired


def entity_tag(version: int) -> str:
    """The ETag of an object at that version."""
    return f'"{version}"'


def require_match(if_match: str | None, *, version: int) -> None:
    """Raise PreconditionRequired without If-Match, PreconditionFailed for another version."""
    if if_match is None:
        raise PreconditionRequired
    tags = {tag.strip() for tag in if_match.split(",")}
    if "*" not in tags and entity_tag(version) not in tags:
        raise PreconditionFailed
