"""Bases and field types of what HTTP carries.

Input is strict (no coercion, no unknown field) and bounded, so that whatever is accepted here can
be stored by every database.
"""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from app.core.money import Money, minor_digits
from app.core.pagination import DEFAULT_LIMIT, MAX_LIMIT

# PostgreSQL refuses NUL in text; the other control characters have no place in names and notes.
_LINE = r"^[^\x00-\x1F\x7F]*$"
_PROSE = r"^[^\x00-\x08\x0B\x0C\x0E-\x1F\x7F]*$"


class InputModel(BaseModel):
    """Base of request bodies and queries."""

    model_config = ConfigDict(extra="forbid", strict=True)


def unset() -> Any:
    """The default of a PATCH field: it is left out of `changes`, and of the JSON schema."""


class PatchModel(InputModel):
    """Base of PATCH bodies: declare fields with `default_factory=unset`; null is not accepted."""

    def changes(self) -> dict[str, Any]:
        """What the client sent, by field name, money as value objects."""
        sent = {name: getattr(self, name) for name in self.model_fields_set}
        return {k: v.to_money() if isinstance(v, MoneyInput) else v for k, v in sent.items()}


class ListQuery(BaseModel):
    """Base of list queries; values arrive as text and are coerced, unknown names are refused."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT, description="Rows per page.")] = DEFAULT_LIMIT
    cursor: Annotated[
        str | None, Field(max_length=1000, description="The next_cursor of the page before.")
    ] = None


class OutputModel(BaseModel):
    """Base of answers; reads entities by attribute."""

    model_config = ConfigDict(from_attributes=True)


# A name starts with something visible.
_NAME = r"^[^\x00-\x20\x7F][^\x00-\x1F\x7F]*$"

Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_NAME)]
Line = Annotated[str, StringConstraints(max_length=500, pattern=_LINE)]
Prose = Annotated[str, StringConstraints(max_length=4000, pattern=_PROSE)]
SearchText = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=_LINE)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Amount = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,3})?$")]


class MoneySchema(OutputModel):
    """An amount of money: a decimal string and an ISO 4217 currency code.

    The patterns are documented but not checked: matching them took most of the time of a list.
    """

    amount: Annotated[
        str, Field(examples=["12.50"], json_schema_extra={"pattern": r"^-?[0-9]+(\.[0-9]+)?$"})
    ]
    currency: Annotated[str, Field(examples=["EUR"], json_schema_extra={"pattern": "^[A-Z]{3}$"})]


def _representable(money: "MoneyInput") -> "MoneyInput":
    """The money; raises ValueError for more decimals than the currency has."""
    decimals = len(money.amount.partition(".")[2])
    if decimals > minor_digits(money.currency):
        raise ValueError(f"{money.currency} has {minor_digits(money.currency)} decimals")
    return money


class MoneyInput(InputModel):
    """An amount of money that a client sends."""

    amount: Annotated[Amount, Field(examples=["12.50"])]
    currency: Annotated[Currency, Field(examples=["EUR"])]

    def to_money(self) -> Money:
        """The value object; the amount fits the currency once validated."""
        return Money.from_amount(Decimal(self.amount), self.currency)


Price = Annotated[MoneyInput, AfterValidator(_representable)]

# What every database can compare with its columns.
_FIRST_YEAR, _LAST_YEAR = 1970, 9998

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)")


def _timestamp(value: object) -> object:
    """The value; raises ValueError for text that is no RFC 3339 timestamp, such as a number."""
    if isinstance(value, str) and _TIMESTAMP.fullmatch(value) is None:
        raise ValueError("Should be a timestamp with an offset, such as 2026-01-31T12:00:00Z")
    return value


def _storable(value: datetime) -> datetime:
    """The instant in UTC; raises ValueError for years that some database cannot compare."""
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise ValueError(f"Should be an instant of the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return value.astimezone(UTC)


Instant = Annotated[AwareDatetime, BeforeValidator(_timestamp), AfterValidator(_storable)]
