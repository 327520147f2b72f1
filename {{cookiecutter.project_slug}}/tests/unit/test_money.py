"""Money."""

from decimal import Decimal

import pytest

from app.core.money import Money


@pytest.mark.parametrize(
    ("minor", "currency", "amount"),
    [(1250, "EUR", "12.50"), (5, "USD", "0.05"), (1250, "JPY", "1250"), (-7, "KWD", "-0.007")],
)
def test_amounts_have_the_decimals_of_their_currency(
    minor: int, currency: str, amount: str
) -> None:
    money = Money(minor, currency)

    assert money.amount == amount
    assert Money.from_amount(Decimal(amount), currency) == money


def test_an_amount_finer_than_the_currency_is_refused() -> None:
    with pytest.raises(ValueError, match="EUR has 2 decimals"):
        Money.from_amount(Decimal("0.001"), "EUR")


def test_sums_need_one_currency() -> None:
    assert Money(100, "EUR") + Money(250, "EUR") * 2 == Money(600, "EUR")
    with pytest.raises(ValueError, match="Cannot add USD to EUR"):
        Money(1, "EUR") + Money(1, "USD")
