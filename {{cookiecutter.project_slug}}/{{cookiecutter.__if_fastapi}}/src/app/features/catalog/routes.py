"""The product operations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from app.core.pagination import page_request
from app.core.permissions import Principal
from app.features.catalog import service
from app.features.catalog.permissions import PRODUCTS_READ, PRODUCTS_WRITE
from app.features.catalog.schemas import (
    SORTABLE,
    ProductCreate,
    ProductPage,
    ProductPatch,
    ProductQuery,
    ProductRead,
)
from app.http.access import IfMatch, ResourcesDep, requires
from app.http.replies import no_content, reply, reply_page
from app.http.routing import OperationRoute

router = APIRouter(prefix="/products", tags=["products"], route_class=OperationRoute)

Reader = Annotated[Principal, requires(PRODUCTS_READ)]
Writer = Annotated[Principal, requires(PRODUCTS_WRITE)]


@router.get("", operation_id="list_products", response_model=ProductPage)
async def list_products(
    request: Request,
    actor: Reader,
    resources: ResourcesDep,
    query: Annotated[ProductQuery, Query()],
) -> Response:
    """The page that the query asks for."""
    page = page_request(limit=query.limit, sort=query.sort, cursor=query.cursor, sortable=SORTABLE)
    found = await service.list_products(resources, actor=actor, page=page, wanted=query.to_filter())
    return reply_page(request, ProductPage, found)


@router.post("", operation_id="create_product", response_model=ProductRead, status_code=201)
async def create_product(actor: Writer, resources: ResourcesDep, body: ProductCreate) -> Response:
    """The new product."""
    product = await service.create_product(
        resources,
        actor=actor,
        sku=body.sku,
        name=body.name,
        description=body.description,
        price=body.price.to_money(),
        stock=body.stock,
        active=body.active,
    )
    return reply(
        ProductRead,
        product,
        status=201,
        version=product.version,
        location=f"/products/{product.id}",
    )


@router.get("/{product_id}", operation_id="read_product", response_model=ProductRead)
async def read_product(actor: Reader, resources: ResourcesDep, product_id: UUID) -> Response:
    """The product."""
    product = await service.read_product(resources, actor=actor, product_id=product_id)
    return reply(ProductRead, product, version=product.version)


@router.patch("/{product_id}", operation_id="update_product", response_model=ProductRead)
async def update_product(
    actor: Writer,
    resources: ResourcesDep,
    product_id: UUID,
    body: ProductPatch,
    if_match: IfMatch = None,
) -> Response:
    """The changed product."""
    product = await service.update_product(
        resources, actor=actor, product_id=product_id, if_match=if_match, changes=body.changes()
    )
    return reply(ProductRead, product, version=product.version)


@router.delete("/{product_id}", operation_id="delete_product", status_code=204)
async def delete_product(actor: Writer, resources: ResourcesDep, product_id: UUID) -> Response:
    """Nothing."""
    await service.delete_product(resources, actor=actor, product_id=product_id)
    return no_content()
