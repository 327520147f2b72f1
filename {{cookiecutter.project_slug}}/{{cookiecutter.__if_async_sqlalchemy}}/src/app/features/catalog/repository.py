"""Queries on products."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from app.core.money import Money
from app.core.pagination import Page, PageRequest
from app.features.catalog.entities import Product, ProductFilter
from app.features.catalog.errors import ProductInUse, SkuTaken
from app.features.catalog.models import ProductRow, ProductSearchRow
from app.features.catalog.rows import columns_of, product_of, values_of, words_column
from app.features.catalog.search import matches_words
from app.features.catalog.words import words_of
from app.infra.queries import (
    after_position,
    table_of,
    to_page,
    violates_foreign_key,
    violates_unique,
)

_table = table_of(ProductRow)
_search = table_of(ProductSearchRow)

_ALL = select(_table)
_BY_ID = _ALL.where(_table.c.id == bindparam("product_id"))
_BY_IDS = _ALL.where(_table.c.id.in_(bindparam("product_ids", expanding=True)))
_INSERT = insert(_table)
_INSERT_WORDS = insert(_search)
_UPDATE_WORDS = update(_search).where(_search.c.product_id == bindparam("of_product"))
_DELETE = delete(_table).where(_table.c.id == bindparam("product_id"))
_TAKE_STOCK = (
    update(_table)
    .where(
        _table.c.id == bindparam("product_id"),
        _table.c.stock >= bindparam("quantity"),
        _table.c.active.is_(True),
        _table.c.price_minor == bindparam("expected_price"),
        _table.c.currency == bindparam("expected_currency"),
    )
    .values(
        stock=_table.c.stock - bindparam("quantity"),
        version=_table.c.version + 1,
        updated_at=bindparam("at"),
    )
)
_RETURN_STOCK = (
    update(_table)
    .where(_table.c.id == bindparam("product_id"))
    .values(
        stock=_table.c.stock + bindparam("quantity"),
        version=_table.c.version + 1,
        updated_at=bindparam("at"),
    )
)
_SORT_COLUMNS = {
    "created_at": _table.c.created_at,
    "name": _table.c.name,
    "price": _table.c.price_minor,
}


class ProductRepository:
    """Products in the database."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, product_id: UUID) -> Product | None:
        """The product, if there is one."""
        row = (await self._connection.execute(_BY_ID, {"product_id": product_id})).one_or_none()
        return None if row is None else product_of(row)

    async def get_many(self, product_ids: Sequence[UUID]) -> dict[UUID, Product]:
        """Those of the products that exist, by id."""
        rows = await self._connection.execute(_BY_IDS, {"product_ids": product_ids})
        return {row.id: product_of(row) for row in rows}

    async def list(self, page: PageRequest, wanted: ProductFilter) -> Page[Product]:
        """One page of the products that match."""
        statement = after_position(_filtered(wanted), page, _SORT_COLUMNS, _table.c.id)
        rows = (await self._connection.execute(statement)).all()
        label = _SORT_COLUMNS[page.column].name
        return to_page(rows, page, [product_of(row) for row in rows], label)

    async def add(self, product: Product) -> None:
        """Store a new product; raises SkuTaken."""
        try:
            await self._connection.execute(_INSERT, values_of(product))
        except IntegrityError as error:
            if violates_unique(error, _table.c.sku):
                raise SkuTaken from error
            raise
        await self._connection.execute(
            _INSERT_WORDS, {"product_id": product.id, "words": words_column(product)}
        )

    async def update(
        self, product: Product, *, changed: Mapping[str, Any], expected_version: int
    ) -> bool:
        """Store the changed fields unless the version moved on; whether they were stored."""
        values = {"version": product.version, "updated_at": product.updated_at}
        for name in changed:
            values |= columns_of(name, getattr(product, name))
        result = await self._connection.execute(
            update(_table)
            .where(_table.c.id == product.id, _table.c.version == expected_version)
            .values(**values)
        )
        if result.rowcount == 1 and not changed.keys().isdisjoint({"name", "description"}):
            await self._connection.execute(
                _UPDATE_WORDS, {"of_product": product.id, "words": words_column(product)}
            )
        return result.rowcount == 1

    async def take_stock(
        self, product_id: UUID, *, quantity: int, price: Money, at: datetime
    ) -> bool:
        """Promise pieces of an active product at that price; whether there were enough.

        One statement decides and takes, so no two orders get the same piece.
        """
        values = {
            "product_id": product_id,
            "quantity": quantity,
            "expected_price": price.minor,
            "expected_currency": price.currency,
            "at": at,
        }
        return (await self._connection.execute(_TAKE_STOCK, values)).rowcount == 1

    async def return_stock(self, product_id: UUID, *, quantity: int, at: datetime) -> None:
        """Put pieces back."""
        values = {"product_id": product_id, "quantity": quantity, "at": at}
        await self._connection.execute(_RETURN_STOCK, values)

    async def delete(self, product_id: UUID) -> bool:
        """Delete the product; whether there was one. Raises ProductInUse."""
        try:
            result = await self._connection.execute(_DELETE, {"product_id": product_id})
        except IntegrityError as error:
            if violates_foreign_key(error):
                raise ProductInUse from error
            raise
        return result.rowcount == 1


def _filtered(wanted: ProductFilter) -> Select[Any]:
    """The statement with the conditions that are set."""
    statement = _ALL
    for name in ("active", "sku", "currency"):
        value = getattr(wanted, name)
        if value is not None:
            statement = statement.where(_table.c[name] == value)
    if wanted.q is not None:
        found = select(_search.c.product_id).where(matches_words(words_of(wanted.q)))
        statement = statement.where(_table.c.id.in_(found))
    return statement
