"""What HTTP carries about products."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.schemas import (
    Currency,
    InputModel,
    ListQuery,
    MoneySchema,
    Name,
    OutputModel,
    PatchModel,
    Price,
    Prose,
    SearchText,
    unset,
)
from app.features.catalog.entities import ProductFilter

Sku = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*$", max_length=40),
    Field(examples=["MUG-1"]),
]
Stock = Annotated[int, Field(ge=0, le=1_000_000)]

SORTABLE = {"created_at": datetime, "name": str, "price": int}


class ProductCreate(InputModel):
    """A new product."""

    sku: Sku
    name: Name
    description: Prose = ""
    price: Price
    stock: Stock = 0
    active: bool = True


class ProductPatch(PatchModel):
    """The changes to a product; what is left out stays."""

    name: Name = Field(default_factory=unset)
    description: Prose = Field(default_factory=unset)
    price: Price = Field(default_factory=unset)
    stock: Stock = Field(default_factory=unset)
    active: bool = Field(default_factory=unset)


class ProductQuery(ListQuery):
    """Filters of the product list."""

    sort: Literal["created_at", "-created_at", "name", "-name", "price", "-price"] = "-created_at"
    q: SearchText | None = None
    active: bool | None = None
    sku: Sku | None = None
    currency: Currency | None = None

    def to_filter(self) -> ProductFilter:
        """The filter of the use case."""
        return ProductFilter(q=self.q, active=self.active, sku=self.sku, currency=self.currency)


class ProductRead(OutputModel):
    """A product."""

    id: UUID
    sku: str
    name: str
    description: str
    price: MoneySchema
    stock: int
    active: bool
    version: int
    created_at: datetime
    updated_at: datetime


class ProductPage(OutputModel):
    """One page of products."""

    items: list[ProductRead]
    next_cursor: str | None
