"""The table of transitions, written down a second time: a change here changes the business."""

import pytest

from app.core.errors import PermissionDenied
from app.core.permissions import Role
from app.features.orders.entities import OrderAction, OrderStatus
from app.features.orders.errors import OrderTransitionNotAllowed
from app.features.orders.events import OrderCancelled, announcement
from app.features.orders.workflow import (
    TRANSITIONS,
    Stock,
    allowed_actions,
    require_transition,
)
from tests.support.order_samples import a_principal, an_order

TABLE: dict[str, tuple[set[str], str, Stock, set[str]]] = {
    "place": ({"draft"}, "placed", Stock.TAKE, {"customer", "staff", "admin"}),
    "pay": ({"placed"}, "paid", Stock.KEEP, {"staff", "admin"}),
    "ship": ({"paid"}, "shipped", Stock.KEEP, {"staff", "admin"}),
    "deliver": ({"shipped"}, "delivered", Stock.KEEP, {"staff", "admin"}),
    "cancel": ({"placed", "paid"}, "cancelled", Stock.RETURN, {"customer", "staff", "admin"}),
    "refund": (
        {"paid", "shipped", "delivered"},
        "refunded",
        Stock.RETURN,
        {"staff", "admin"},
    ),
}


def test_the_table() -> None:
    assert {
        str(action): (
            {str(source) for source in transition.sources},
            str(transition.target),
            transition.stock,
            {str(role) for role in transition.permission.roles},
        )
        for action, transition in TRANSITIONS.items()
    } == TABLE
    assert [a for a, transition in TRANSITIONS.items() if transition.owner_only] == ["place"]
    assert all(action is transition.action for action, transition in TRANSITIONS.items())


@pytest.mark.parametrize("action", OrderAction)
@pytest.mark.parametrize("status", OrderStatus)
def test_every_action_in_every_status(status: OrderStatus, action: OrderAction) -> None:  # BR-12
    order = an_order(status=status)
    owner = a_principal()
    mine = an_order(status=status, customer_id=owner.user_id)

    if status in TABLE[action][0]:
        assert require_transition(mine, action, actor=owner) is TRANSITIONS[action]
        assert action in allowed_actions(status)
    else:
        with pytest.raises(OrderTransitionNotAllowed, match=f"is {status} does not allow {action}"):
            require_transition(mine, action, actor=owner)
        assert action not in allowed_actions(status)
    if action is OrderAction.PLACE:
        with pytest.raises(PermissionDenied):
            require_transition(order, action, actor=a_principal(Role.ADMIN))


def test_a_refusal_lists_what_is_allowed() -> None:
    staff = a_principal(Role.STAFF)
    with pytest.raises(OrderTransitionNotAllowed, match=r"allowed: ship, cancel, refund\."):
        require_transition(an_order(status=OrderStatus.PAID), OrderAction.PAY, actor=staff)
    with pytest.raises(OrderTransitionNotAllowed, match=r"allowed: nothing\."):
        require_transition(an_order(status=OrderStatus.REFUNDED), OrderAction.PAY, actor=staff)


def test_every_status_but_the_first_can_be_reached() -> None:
    targets = {transition.target for transition in TRANSITIONS.values()}

    assert targets == set(OrderStatus) - {OrderStatus.DRAFT}


@pytest.mark.parametrize("target", [s for s in OrderStatus if s is not OrderStatus.DRAFT])
def test_every_step_is_announced(target: OrderStatus) -> None:
    event = announcement(an_order(status=target), previous=OrderStatus.PLACED)

    assert type(event).__name__ == f"Order{target.capitalize()}"


@pytest.mark.parametrize(
    ("previous", "paid"), [(OrderStatus.PAID, True), (OrderStatus.PLACED, False)]
)
def test_a_cancelled_order_says_whether_money_is_due_back(
    previous: OrderStatus, *, paid: bool
) -> None:
    order = an_order(status=OrderStatus.CANCELLED)

    assert announcement(order, previous=previous) == OrderCancelled(
        order_id=order.id, customer_id=order.customer_id, total=order.total, paid=paid
    )
