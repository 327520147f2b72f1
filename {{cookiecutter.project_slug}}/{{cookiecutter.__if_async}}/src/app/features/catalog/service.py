"""Use cases of the catalog."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.core.errors import PreconditionFailed
from app.core.ids import new_id
from app.core.money import Money
from app.core.pagination import Page, PageRequest
from app.core.permissions import Principal
from app.core.preconditions import require_match
from app.features.audit.repository import AuditTrail
from app.features.audit.rules import difference
from app.features.catalog.entities import Product, ProductFilter
from app.features.catalog.errors import ProductNotFound
from app.features.catalog.repository import ProductRepository
from app.features.catalog.rules import audited, require_visible, visible_to
from app.features.catalog.words import words_of
from app.infra.resources import Resources


async def list_products(
    resources: Resources, *, actor: Principal, page: PageRequest, wanted: ProductFilter
) -> Page[Product]:
    """The products that the actor may see; a `q` without a word finds none (BR-4)."""
    if wanted.q is not None and not words_of(wanted.q):
        return Page(items=[], next_cursor=None)
    async with resources.reading() as work:
        return await work.repository(ProductRepository).list(page, visible_to(actor, wanted))


async def read_product(resources: Resources, *, actor: Principal, product_id: UUID) -> Product:
    """One product; raises ProductNotFound."""
    async with resources.reading() as work:
        product = await work.repository(ProductRepository).get(product_id)
    return require_visible(product, to=actor)


async def create_product(
    resources: Resources,
    *,
    actor: Principal,
    sku: str,
    name: str,
    description: str,
    price: Money,
    stock: int,
    active: bool,
) -> Product:
    """Add a product to the catalog; raises SkuTaken."""
    now = resources.clock()
    product = Product(
        id=new_id(),
        sku=sku,
        name=name,
        description=description,
        price=price,
        stock=stock,
        active=active,
        version=1,
        created_at=now,
        updated_at=now,
    )
    async with resources.transaction() as work:
        await work.repository(ProductRepository).add(product)
        await work.repository(AuditTrail).record(
            action="product.created",
            actor_id=actor.user_id,
            object_type="product",
            object_id=product.id,
            after=audited(product),
        )
    return product


async def update_product(
    resources: Resources,
    *,
    actor: Principal,
    product_id: UUID,
    if_match: str | None,
    changes: Mapping[str, Any],
) -> Product:
    """Change a product; raises ProductNotFound, PreconditionRequired or PreconditionFailed."""
    async with resources.transaction() as work:
        products = work.repository(ProductRepository)
        product = await products.get(product_id)
        if product is None:
            raise ProductNotFound
        require_match(if_match, version=product.version)
        before, after = difference(audited(product), changes)
        if not after:
            return product
        changed = replace(
            product, **after, version=product.version + 1, updated_at=resources.clock()
        )
        if not await products.update(changed, changed=after, expected_version=product.version):
            raise PreconditionFailed
        await work.repository(AuditTrail).record(
            action="product.changed",
            actor_id=actor.user_id,
            object_type="product",
            object_id=product_id,
            before=before,
            after=after,
        )
    return changed


async def delete_product(resources: Resources, *, actor: Principal, product_id: UUID) -> None:
    """Delete a product; raises ProductNotFound or ProductInUse."""
    async with resources.transaction() as work:
        products = work.repository(ProductRepository)
        product = await products.get(product_id)
        if product is None or not await products.delete(product_id):
            raise ProductNotFound
        await work.repository(AuditTrail).record(
            action="product.deleted",
            actor_id=actor.user_id,
            object_type="product",
            object_id=product_id,
            before=audited(product),
        )
