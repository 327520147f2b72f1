"""The rules of orders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import PermissionDenied
from app.core.ids import new_id
from app.core.money import Money
from app.core.permissions import Role
from app.features.orders.entities import OrderFilter, OrderStatus, WantedLine
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
from app.features.orders.rules import (
    audited,
    priced_lines,
    refusal,
    require_distinct,
    require_editable,
    require_visible,
    total_of,
    visible_to,
)
from tests.support.factories import a_product
from tests.support.order_samples import a_line, a_principal, an_order


def test_orders_are_seen_by_their_owner_and_the_team() -> None:  # BR-10
    owner = a_principal()
    order = an_order(customer_id=owner.user_id)

    for person in (owner, a_principal(Role.STAFF), a_principal(Role.ADMIN)):
        assert require_visible(order, to=person) is order
    with pytest.raises(OrderNotFound):
        require_visible(order, to=a_principal())
    with pytest.raises(OrderNotFound):
        require_visible(None, to=a_principal(Role.ADMIN))


def test_lists_are_narrowed_to_the_customer() -> None:  # BR-10
    customer, staff = a_principal(), a_principal(Role.STAFF)
    anybody = OrderFilter(status=OrderStatus.PAID)
    own = OrderFilter(customer_id=customer.user_id, status=OrderStatus.PAID)

    assert visible_to(customer, anybody) == visible_to(customer, own) == own
    assert visible_to(staff, anybody) is anybody
    with pytest.raises(PermissionDenied):
        visible_to(customer, OrderFilter(customer_id=staff.user_id))


@pytest.mark.parametrize("status", [s for s in OrderStatus if s is not OrderStatus.DRAFT])
def test_only_drafts_are_edited(status: OrderStatus) -> None:  # BR-11
    owner = a_principal()
    with pytest.raises(OrderNotDraft):
        require_editable(an_order(customer_id=owner.user_id, status=status), by=owner)


def test_drafts_are_edited_by_their_owner() -> None:  # BR-11
    owner = a_principal()
    require_editable(an_order(customer_id=owner.user_id), by=owner)
    with pytest.raises(PermissionDenied):
        require_editable(an_order(), by=a_principal(Role.ADMIN))


def test_a_product_stands_in_one_line() -> None:  # BR-14
    mug, tea = new_id(), new_id()
    wanted = [WantedLine(product_id=each, quantity=1) for each in (mug, tea, mug, mug)]

    require_distinct(wanted[:2])
    with pytest.raises(ProductRepeated) as caught:
        require_distinct(wanted)
    assert [error.loc[2] for error in caught.value.errors] == [2, 3]


def test_lines_are_priced_in_the_order_wanted() -> None:
    mug, tea = a_product(price=Money(1, "EUR")), a_product(price=Money(2, "EUR"))
    wanted = [
        WantedLine(product_id=tea.id, quantity=3),
        WantedLine(product_id=mug.id, quantity=1),
    ]

    first, second = priced_lines(wanted, {mug.id: mug, tea.id: tea})

    assert (first.sku, first.name, first.total) == (tea.sku, tea.name, Money(6, "EUR"))
    assert (second.sku, second.unit_price, second.quantity) == (mug.sku, Money(1, "EUR"), 1)


def test_lines_need_active_products() -> None:  # BR-15
    mug, hidden = a_product(), a_product(active=False)
    wanted = [WantedLine(product_id=each, quantity=1) for each in (hidden.id, mug.id, new_id())]

    with pytest.raises(ProductUnavailable) as caught:
        priced_lines(wanted, {mug.id: mug, hidden.id: hidden})
    assert [error.loc[2] for error in caught.value.errors] == [0, 2]


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 1000)), min_size=1, max_size=100))
def test_totals_are_exact(lines: list[tuple[int, int]]) -> None:
    made = [a_line(unit_price=Money(price, "EUR"), quantity=n) for price, n in lines]

    assert total_of(made) == Money(sum(price * n for price, n in lines), "EUR")


def test_totals_have_one_currency() -> None:  # BR-16
    with pytest.raises(CurrencyMixed):
        total_of([a_line(), a_line(unit_price=Money(1, "USD"))])


@pytest.mark.parametrize(("currency", "digits"), [("JPY", 0), ("EUR", 2), ("KWD", 3)])
def test_totals_have_bounds(currency: str, digits: int) -> None:  # BR-17
    largest = 10 ** (12 + digits) - 1

    assert total_of([a_line(unit_price=Money(largest, currency))]).minor == largest
    with pytest.raises(OrderTooLarge):
        total_of([a_line(unit_price=Money(n, currency)) for n in (largest, 1)])


def test_a_refusal_says_why() -> None:
    product = a_product(sku="MUG", stock=2)
    line = a_line(product_id=product.id, sku="MUG", quantity=3)
    order = an_order(a_line(), line)

    scarce = refusal(order, line, product)
    assert isinstance(scarce, InsufficientStock)  # BR-18
    assert scarce.detail == "MUG: 3 wanted, 2 in stock."
    assert scarce.errors[0].loc == ("body", "lines", 1, "quantity")
    dearer = refusal(order, line, a_product(price=Money(1100, "EUR")))
    assert isinstance(dearer, PriceChanged)  # BR-19
    assert "11.00 EUR" in dearer.detail
    for nothing in (None, a_product(active=False)):
        assert isinstance(refusal(order, line, nothing), ProductUnavailable)  # BR-15


def test_the_trail_keeps_lines_in_short() -> None:
    assert audited(an_order(note="Ring")) == {
        "status": "draft",
        "note": "Ring",
        "lines": [{"sku": "MUG", "quantity": 1, "unit_price": "10.00"}],
        "total": Money(1000, "EUR"),
    }
