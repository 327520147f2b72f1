"""What the API document says of the order operations."""

from app.core.errors import AppError, PermissionDenied
from app.core.operations import describe
from app.features.idempotency.errors import IdempotencyInProgress, IdempotencyKeyReused
from app.features.idempotency.schemas import REPLAYED_HEADER
from app.features.orders.entities import OrderAction
from app.features.orders.errors import (
    CurrencyMixed,
    InsufficientStock,
    OrderChanged,
    OrderNotDraft,
    OrderNotFound,
    OrderTooLarge,
    OrderTransitionNotAllowed,
    PriceChanged,
    ProductRepeated,
    ProductUnavailable,
)
from app.features.orders.workflow import TRANSITIONS

_LINES: tuple[type[AppError], ...] = (
    ProductRepeated,
    ProductUnavailable,
    CurrencyMixed,
    OrderTooLarge,
)
_STOCK: tuple[type[AppError], ...] = (InsufficientStock, PriceChanged, ProductUnavailable)
_EXAMPLE = {
    "lines": [{"product_id": "01920000-0000-7000-8000-000000000001", "quantity": 2}],
    "note": "Please ring twice.",
}
_SUMMARIES = {
    OrderAction.PLACE: "Place an order and reserve its pieces",
    OrderAction.PAY: "Record that an order is paid",
    OrderAction.SHIP: "Record that an order is shipped",
    OrderAction.DELIVER: "Record that an order is delivered",
    OrderAction.CANCEL: "Cancel an order that is not shipped",
    OrderAction.REFUND: "Record that an order is refunded",
}

describe(
    "list_orders",
    "List orders",
    description="Customers see their own orders; the team sees all.",
    errors=(PermissionDenied,),
)
describe("read_order", "Read an order", errors=(OrderNotFound,))
describe(
    "create_order",
    "Draft an order",
    description="Names and prices are kept as they are now; the pieces are reserved by placing it.",
    errors=(*_LINES, IdempotencyKeyReused, IdempotencyInProgress),
    response_headers={REPLAYED_HEADER: "true where the key was used before."},
    request_example=_EXAMPLE,
)
describe(
    "update_order",
    "Change a draft",
    description="`lines` replaces all lines, at today's prices.",
    errors=(OrderNotFound, OrderNotDraft, *_LINES),
    request_example={"note": "Leave it with the neighbours."},
)
describe("delete_order", "Delete a draft", errors=(OrderNotFound, OrderNotDraft, OrderChanged))
describe("list_order_events", "List the steps of an order", errors=(OrderNotFound,))

for _action, _transition in TRANSITIONS.items():
    _sources = " or ".join(sorted(_transition.sources))
    describe(
        f"{_action}_order",
        _SUMMARIES[_action],
        description=f"From {_sources} to {_transition.target}. If-Match is optional.",
        errors=(
            OrderNotFound,
            OrderTransitionNotAllowed,
            OrderChanged,
            *(_STOCK if _action is OrderAction.PLACE else ()),
        ),
    )
