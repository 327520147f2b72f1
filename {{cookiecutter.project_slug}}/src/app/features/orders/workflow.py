"""The life of an order, as one table: the service, the documents and the tests read it."""

from dataclasses import dataclass
from enum import Enum

from app.core.errors import PermissionDenied
from app.core.permissions import Permission, Principal
from app.features.orders import permissions
from app.features.orders.entities import Order, OrderAction, OrderStatus
from app.features.orders.errors import OrderTransitionNotAllowed


class Stock(Enum):
    """What an action does to the stock of the ordered products."""

    KEEP = "keep"
    TAKE = "take"
    RETURN = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """An action: from which statuses it leads where, who may do it, what it does to the stock."""

    action: OrderAction
    sources: frozenset[OrderStatus]
    target: OrderStatus
    permission: Permission
    stock: Stock = Stock.KEEP
    owner_only: bool = False


def _table(*transitions: Transition) -> dict[OrderAction, Transition]:
    """The transitions by their action."""
    return {transition.action: transition for transition in transitions}


TRANSITIONS = _table(
    Transition(
        action=OrderAction.PLACE,
        sources=frozenset({OrderStatus.DRAFT}),
        target=OrderStatus.PLACED,
        permission=permissions.ORDERS_PLACE,
        stock=Stock.TAKE,
        owner_only=True,
    ),
    Transition(
        action=OrderAction.PAY,
        sources=frozenset({OrderStatus.PLACED}),
        target=OrderStatus.PAID,
        permission=permissions.ORDERS_PAY,
    ),
    Transition(
        action=OrderAction.SHIP,
        sources=frozenset({OrderStatus.PAID}),
        target=OrderStatus.SHIPPED,
        permission=permissions.ORDERS_SHIP,
    ),
    Transition(
        action=OrderAction.DELIVER,
        sources=frozenset({OrderStatus.SHIPPED}),
        target=OrderStatus.DELIVERED,
        permission=permissions.ORDERS_DELIVER,
    ),
    Transition(
        action=OrderAction.CANCEL,
        sources=frozenset({OrderStatus.PLACED, OrderStatus.PAID}),
        target=OrderStatus.CANCELLED,
        permission=permissions.ORDERS_CANCEL,
        stock=Stock.RETURN,
    ),
    Transition(
        action=OrderAction.REFUND,
        sources=frozenset({OrderStatus.PAID, OrderStatus.SHIPPED, OrderStatus.DELIVERED}),
        target=OrderStatus.REFUNDED,
        permission=permissions.ORDERS_REFUND,
        stock=Stock.RETURN,
    ),
)


def allowed_actions(status: OrderStatus) -> list[OrderAction]:
    """What can be done with an order of that status, in the order of the workflow."""
    return [action for action, transition in TRANSITIONS.items() if status in transition.sources]


def require_transition(order: Order, action: OrderAction, *, actor: Principal) -> Transition:
    """The transition; raises PermissionDenied or OrderTransitionNotAllowed (BR-12)."""
    transition = TRANSITIONS[action]
    if transition.owner_only and order.customer_id != actor.user_id:
        raise PermissionDenied
    if order.status not in transition.sources:
        allowed = ", ".join(allowed_actions(order.status)) or "nothing"
        raise OrderTransitionNotAllowed(
            f"An order that is {order.status} does not allow {action}; allowed: {allowed}."
        )
    return transition
