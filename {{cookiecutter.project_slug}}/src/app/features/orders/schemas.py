"""What HTTP carries about orders."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from app.core.schemas import (
    InputModel,
    Instant,
    ListQuery,
    MoneySchema,
    OutputModel,
    PatchModel,
    Prose,
    unset,
)
from app.features.orders.entities import OrderFilter, OrderStatus, WantedLine

MAX_LINES = 100
MAX_QUANTITY = 1000

SORTABLE = {"created_at": datetime, "total": int}
EVENTS_SORTABLE = {"created_at": datetime}


class OrderLineInput(InputModel):
    """A line that a customer asks for."""

    # JSON carries ids as text, which strict models refuse.
    product_id: Annotated[UUID, Field(strict=False)]
    quantity: Annotated[int, Field(ge=1, le=MAX_QUANTITY)]

    def to_wanted(self) -> WantedLine:
        """The line of the use case."""
        return WantedLine(product_id=self.product_id, quantity=self.quantity)


Lines = Annotated[list[OrderLineInput], Field(min_length=1, max_length=MAX_LINES)]


class OrderCreate(InputModel):
    """A new draft."""

    lines: Lines
    note: Prose = ""

    def wanted(self) -> list[WantedLine]:
        """The lines of the use case."""
        return [line.to_wanted() for line in self.lines]


class OrderPatch(PatchModel):
    """The changes to a draft; what is left out stays, `lines` replaces all lines."""

    lines: Lines = Field(default_factory=unset)
    note: Prose = Field(default_factory=unset)

    def changes(self) -> dict[str, Any]:
        """What the client sent, with the lines of the use case."""
        sent = super().changes()
        if "lines" in sent:
            sent["lines"] = [line.to_wanted() for line in self.lines]
        return sent


class OrderQuery(ListQuery):
    """Filters of the order list; `since` is inclusive, `until` exclusive."""

    sort: Literal["created_at", "-created_at", "total", "-total"] = "-created_at"
    status: OrderStatus | None = None
    customer_id: Annotated[UUID | None, Field(description="For the team only.")] = None
    since: Instant | None = None
    until: Instant | None = None

    def to_filter(self) -> OrderFilter:
        """The filter of the use case."""
        return OrderFilter(
            customer_id=self.customer_id, status=self.status, since=self.since, until=self.until
        )


class OrderEventQuery(ListQuery):
    """Which events of an order."""

    sort: Literal["created_at", "-created_at"] = "created_at"


class OrderLineRead(OutputModel):
    """A line, with the product as it was when the line was written."""

    product_id: UUID
    sku: str
    name: str
    unit_price: MoneySchema
    quantity: int
    total: MoneySchema


class OrderRead(OutputModel):
    """An order."""

    id: UUID
    customer_id: UUID
    status: OrderStatus
    note: str
    lines: list[OrderLineRead]
    total: MoneySchema
    version: int
    created_at: datetime
    updated_at: datetime


class OrderPage(OutputModel):
    """One page of orders."""

    items: list[OrderRead]
    next_cursor: str | None


class OrderEventRead(OutputModel):
    """A step in the life of an order."""

    id: UUID
    action: str
    actor_id: UUID
    from_status: OrderStatus | None
    to_status: OrderStatus
    created_at: datetime


class OrderEventPage(OutputModel):
    """One page of an order's events."""

    items: list[OrderEventRead]
    next_cursor: str | None
