"""Product search."""

from sqlalchemy import ColumnElement

from app.features.catalog.models import ProductRow


def matches(q: str) -> ColumnElement[bool]:
    """Products that contain the text."""
    return ProductRow.name.icontains(q, autoescape=True)
