"""The rules of products."""

import pytest

from app.core.permissions import Role
from app.features.catalog.entities import ProductFilter
from app.features.catalog.errors import ProductNotFound
from app.features.catalog.rules import audited, require_visible, searchable, visible_to
from tests.support.factories import a_product
from tests.support.order_samples import a_principal


def test_customers_do_not_see_inactive_products() -> None:  # BR-3
    shown, hidden = a_product(), a_product(active=False)

    assert require_visible(shown, to=a_principal()) is shown
    assert require_visible(hidden, to=a_principal(Role.STAFF)) is hidden
    for nothing in (hidden, None):
        with pytest.raises(ProductNotFound):
            require_visible(nothing, to=a_principal())
    with pytest.raises(ProductNotFound):
        require_visible(None, to=a_principal(Role.ADMIN))


def test_customers_list_active_products() -> None:  # BR-3
    wanted = ProductFilter(q="mug", active=False)

    assert visible_to(a_principal(), wanted) == ProductFilter(q="mug", active=True)
    assert visible_to(a_principal(Role.STAFF), wanted) is wanted


def test_name_and_description_are_searched() -> None:
    assert searchable(a_product(name="Mug", description="White")) == "Mug White"


def test_the_trail_keeps_what_people_set() -> None:
    assert set(audited(a_product())) == {"sku", "name", "description", "price", "stock", "active"}
