"""Money: whole numbers of the smallest unit of a currency, so that sums are exact everywhere."""

from dataclasses import dataclass
from decimal import Decimal

# ISO 4217, table A.1 (2024): currencies whose minor unit is not a hundredth.
_MINOR_DIGITS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"), 0),
    **dict.fromkeys(("UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


def minor_digits(currency: str) -> int:
    """How many decimals an amount of the currency has."""
    return _MINOR_DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` smallest units of `currency`: Money(1250, "EUR") is 12.50 euros."""

    minor: int
    currency: str

    @classmethod
    def from_amount(cls, amount: Decimal, currency: str) -> "Money":
        """The money for a decimal amount; raises ValueError where it is finer than the currency."""
        minor = amount.scaleb(minor_digits(currency))
        if minor != minor.to_integral_value():
            raise ValueError(f"{currency} has {minor_digits(currency)} decimals.")
        return cls(int(minor), currency)

    @property
    def amount(self) -> str:
        """The decimal amount as text, with all decimals of the currency."""
        digits = _MINOR_DIGITS.get(self.currency, 2)
        if digits == 0:
            return str(self.minor)
        text = str(self.minor).zfill(digits + 1 if self.minor >= 0 else digits + 2)
        return f"{text[:-digits]}.{text[-digits:]}"

    def __add__(self, other: "Money") -> "Money":
        """The sum; raises ValueError for two currencies."""
        if other.currency != self.currency:
            raise ValueError(f"Cannot add {other.currency} to {self.currency}.")
        return Money(self.minor + other.minor, self.currency)

    def __mul__(self, quantity: int) -> "Money":
        """The price of `quantity` pieces."""
        return Money(self.minor * quantity, self.currency)
