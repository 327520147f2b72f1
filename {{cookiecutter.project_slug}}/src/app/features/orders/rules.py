"""What holds for orders."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import add
from typing import Any
from uuid import UUID

from app.core.errors import AppError, FieldError, PermissionDenied
from app.core.money import Money, minor_digits
from app.core.permissions import Principal
from app.features.catalog.entities import Product
from app.features.orders.entities import Order, OrderFilter, OrderLine, OrderStatus, WantedLine
from app.features.orders.errors import (
    CurrencyMixed,
    InsufficientStock,
    OrderNotDraft,
    OrderNotFound,
    OrderTooLarge,
    PriceChanged,
    ProductRepeated,
    ProductUnavailable,
)
from app.features.orders.permissions import ORDERS_READ_ALL

MAX_WHOLE_DIGITS = 12


def require_visible(order: Order | None, *, to: Principal) -> Order:
    """The order; raises OrderNotFound for none, and for another customer's (BR-10)."""
    if order is None or not (order.customer_id == to.user_id or to.may(ORDERS_READ_ALL)):
        raise OrderNotFound
    return order


def visible_to(actor: Principal, wanted: OrderFilter) -> OrderFilter:
    """The filter, narrowed to the customer's own; raises PermissionDenied for another's (BR-10)."""
    if actor.may(ORDERS_READ_ALL):
        return wanted
    if wanted.customer_id not in {None, actor.user_id}:
        raise PermissionDenied
    return replace(wanted, customer_id=actor.user_id)


def require_editable(order: Order, *, by: Principal) -> None:
    """Raise PermissionDenied unless it is the actor's, OrderNotDraft once it is placed (BR-11)."""
    if order.customer_id != by.user_id:
        raise PermissionDenied
    if order.status is not OrderStatus.DRAFT:
        raise OrderNotDraft


def require_distinct(wanted: Sequence[WantedLine]) -> None:
    """Raise ProductRepeated where a product stands in two lines (BR-14)."""
    seen: set[UUID] = set()
    faults = []
    for position, line in enumerate(wanted):
        if line.product_id in seen:
            faults.append(_fault(position, "product_id", "Stands in an earlier line", "repeated"))
        seen.add(line.product_id)
    if faults:
        raise ProductRepeated(errors=faults)


def priced_lines(
    wanted: Sequence[WantedLine], products: Mapping[UUID, Product]
) -> tuple[OrderLine, ...]:
    """The lines at today's prices; raises ProductUnavailable (BR-15)."""
    lines, faults = [], []
    for position, line in enumerate(wanted):
        product = products.get(line.product_id)
        if product is None or not product.active:
            faults.append(_fault(position, "product_id", "Cannot be ordered", "unavailable"))
            continue
        lines.append(
            OrderLine(
                product_id=product.id,
                sku=product.sku,
                name=product.name,
                unit_price=product.price,
                quantity=line.quantity,
            )
        )
    if faults:
        raise ProductUnavailable(errors=faults)
    return tuple(lines)


def total_of(lines: Sequence[OrderLine]) -> Money:
    """The exact sum; raises CurrencyMixed (BR-16) or OrderTooLarge (BR-17)."""
    currencies = {line.unit_price.currency for line in lines}
    if len(currencies) > 1:
        raise CurrencyMixed
    total = reduce(add, (line.total for line in lines))
    if total.minor >= 10 ** (MAX_WHOLE_DIGITS + minor_digits(total.currency)):
        raise OrderTooLarge
    return total


def refusal(order: Order, line: OrderLine, product: Product | None) -> AppError:
    """Why no stock could be taken for the line: BR-15, BR-19 or BR-18."""
    position = order.lines.index(line)
    if product is None or not product.active:
        fault = _fault(position, "product_id", "Cannot be ordered", "unavailable")
        return ProductUnavailable(f"{line.sku} cannot be ordered any more.", errors=[fault])
    if product.price != line.unit_price:
        now = f"{product.price.amount} {product.price.currency}"
        fault = _fault(position, "unit_price", f"Is {now} now", "changed")
        return PriceChanged(f"{line.sku} is {now} now; write the lines anew.", errors=[fault])
    fault = _fault(position, "quantity", f"{product.stock} in stock", "insufficient")
    return InsufficientStock(
        f"{line.sku}: {line.quantity} wanted, {product.stock} in stock.", errors=[fault]
    )


def audited(order: Order) -> dict[str, Any]:
    """What the audit trail keeps of an order."""
    lines = [
        {"sku": line.sku, "quantity": line.quantity, "unit_price": line.unit_price.amount}
        for line in order.lines
    ]
    return {"status": order.status, "note": order.note, "lines": lines, "total": order.total}


def _fault(position: int, field: str, message: str, kind: str) -> FieldError:
    """A fault of one line."""
    return FieldError(("body", "lines", position, field), message, kind)
