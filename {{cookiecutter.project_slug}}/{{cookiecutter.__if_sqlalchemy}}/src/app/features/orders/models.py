"""The tables of orders."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.features.orders.entities import OrderStatus
from app.infra.tables import Table, UtcDateTime, line

_STATUSES = ", ".join(f"'{status}'" for status in OrderStatus)


class OrderRow(Table):
    """An order."""

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status_known"),
        CheckConstraint("total_minor >= 0", name="total_not_negative"),
        CheckConstraint("length(currency) = 3", name="currency_code"),
        Index(None, "created_at", "id"),
        Index(None, "total_minor", "id"),
        Index(None, "customer_id", "created_at", "id"),
        Index(None, "customer_id", "total_minor", "id"),
        Index(None, "status", "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("users.id", ondelete="RESTRICT"))
    status: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(4000))
    currency: Mapped[str] = mapped_column(line(3))
    total_minor: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OrderLineRow(Table):
    """A line of an order; its currency is the order's."""

    __tablename__ = "order_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("unit_price_minor >= 0", name="unit_price_not_negative"),
        Index(None, "product_id"),
    )

    order_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    product_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("products.id", ondelete="RESTRICT"))
    sku: Mapped[str] = mapped_column(line(40))
    name: Mapped[str] = mapped_column(line(200))
    unit_price_minor: Mapped[int] = mapped_column(BigInteger)
    quantity: Mapped[int] = mapped_column(Integer)


class OrderEventRow(Table):
    """A step in the life of an order; the actor carries no foreign key, as in the audit trail."""

    __tablename__ = "order_events"
    __table_args__ = (Index(None, "order_id", "created_at", "id"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    order_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("orders.id", ondelete="CASCADE"))
    action: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[UUID] = mapped_column(Uuid)
    from_status: Mapped[str | None] = mapped_column(String(20))
    to_status: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
