"""What can go wrong with orders."""

from app.core.errors import AppError, Conflict, NotFound


class OrderNotFound(NotFound):
    """No order has this id, or it is another customer's (BR-10)."""

    code = "order_not_found"
    detail = "There is no such order."


class OrderNotDraft(Conflict):
    """BR-11: what was placed is not edited any more."""

    code = "order_not_draft"
    detail = "Only a draft can be changed or deleted."


class OrderTransitionNotAllowed(Conflict):
    """BR-12: the order's status does not allow the action; the detail lists what is allowed."""

    code = "order_transition_not_allowed"
    detail = "The order does not allow this now."


class OrderChanged(Conflict):
    """BR-13: somebody else changed the order at the same time; nothing was done."""

    code = "order_changed"
    detail = "The order was changed at the same time; read it again."


class ProductRepeated(AppError):
    """BR-14: each product stands in one line."""

    status, code = 422, "order_product_repeated"
    detail = "A product stands in more than one line; add the quantities up."


class ProductUnavailable(Conflict):
    """BR-15: only products that exist and are active can be ordered; `errors` names the lines."""

    code = "product_unavailable"
    detail = "A product cannot be ordered."


class CurrencyMixed(Conflict):
    """BR-16: all lines of an order are in one currency."""

    code = "order_currency_mixed"
    detail = "The products are priced in different currencies; order them apart."


class OrderTooLarge(Conflict):
    """BR-17: a total has at most twelve digits before the decimal point."""

    code = "order_too_large"
    detail = "The total of the order is too large."


class InsufficientStock(Conflict):
    """BR-18: no piece is promised twice; `errors` names the line that cannot be served."""

    code = "insufficient_stock"
    detail = "There are not enough pieces in stock."


class PriceChanged(Conflict):
    """BR-19: an order is placed at the prices that the customer saw; `errors` names the line."""

    code = "order_price_changed"
    detail = "A price has changed since the draft was written; write its lines anew."
