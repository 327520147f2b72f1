"""Queries on products."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from app.core.money import Money
from app.core.pagination import Page, PageRequest
from app.features.catalog.entities import Product
from app.features.catalog.errors import ProductInUse, SkuTaken
from app.features.catalog.models import ProductRow
from app.features.catalog.search import matches
from app.infra.queries import after_position, to_page

_table = ProductRow.__table__
_BY_ID = select(_table).where(ProductRow.id == bindparam("id"))
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
        row = (await self._connection.execute(_BY_ID, {"id": product_id})).one_or_none()
        return None if row is None else _entity(row)

    async def get_many(self, product_ids: list[UUID]) -> dict[UUID, Product]:
        """Those of the products that exist, by id."""
        rows = await self._connection.execute(select(_table).where(ProductRow.id.in_(product_ids)))
        return {row.id: _entity(row) for row in rows}

    async def list(self, page: PageRequest, *, q: str | None, active: bool | None) -> Page[Product]:
        """One page of the products that match."""
        statement = select(_table)
        if active is not None:
            statement = statement.where(ProductRow.active == active)
        if q is not None:
            statement = statement.where(matches(q))
        statement = after_position(statement, page, _SORT_COLUMNS, _table.c.id)
        rows = (await self._connection.execute(statement)).all()
        label = _SORT_COLUMNS[page.column].name
        return to_page(rows, page, [_entity(row) for row in rows], label)

    async def add(self, product: Product) -> None:
        """Store a new product; raises SkuTaken."""
        try:
            await self._connection.execute(insert(ProductRow), _values(product))
        except IntegrityError as error:
            raise SkuTaken from error

    async def update(self, product: Product, *, expected_version: int) -> bool:
        """Store the product unless its version moved on; whether it was stored."""
        result = await self._connection.execute(
            update(ProductRow)
            .where(ProductRow.id == product.id, ProductRow.version == expected_version)
            .values(**_values(product))
        )
        return result.rowcount == 1

    async def take_stock(self, product_id: UUID, quantity: int) -> bool:
        """Promise pieces in one statement, so that no two orders get the same; whether there were enough."""
        result = await self._connection.execute(
            update(ProductRow)
            .where(ProductRow.id == product_id, ProductRow.stock >= quantity)
            .values(stock=ProductRow.stock - quantity)
        )
        return result.rowcount == 1

    async def return_stock(self, product_id: UUID, quantity: int) -> None:
        """Put pieces back."""
        await self._connection.execute(
            update(ProductRow)
            .where(ProductRow.id == product_id)
            .values(stock=ProductRow.stock + quantity)
        )

    async def delete(self, product_id: UUID) -> bool:
        """Delete the product; whether there was one. Raises ProductInUse."""
        try:
            result = await self._connection.execute(
                delete(ProductRow).where(ProductRow.id == product_id)
            )
        except IntegrityError as error:
            raise ProductInUse from error
        return result.rowcount == 1


def _entity(row: Row[Any]) -> Product:
    """The product of a row."""
    return Product(
        id=row.id,
        sku=row.sku,
        name=row.name,
        description=row.description,
        price=Money(row.price_minor, row.currency),
        stock=row.stock,
        active=row.active,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _values(product: Product) -> Mapping[str, Any]:
    """The columns of a product."""
    return {
        "id": product.id,
        "sku": product.sku,
        "name": product.name,
        "description": product.description,
        "price_minor": product.price.minor,
        "currency": product.price.currency,
        "stock": product.stock,
        "active": product.active,
        "version": product.version,
        "created_at": product.created_at,
        "updated_at": product.updated_at,
    }
