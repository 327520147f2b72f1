"""Orders, their lines and their events."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "orders_0001"
down_revision = None
branch_labels = ("orders",)
depends_on = ("accounts_0001", "catalog_0001")

INSTANT = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")
STATUSES = "'draft', 'placed', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'"


def line(length: int) -> sa.String:
    """Text compared by code point in every database."""
    return (
        sa.String(length)
        .with_variant(sa.String(length, collation="C"), "postgresql")
        .with_variant(mysql.VARCHAR(length, collation="utf8mb4_bin"), "mysql", "mariadb")
    )


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("note", sa.String(4000), nullable=False),
        sa.Column("currency", line(3), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint(f"status IN ({STATUSES})", name="ck_orders_status_known"),
        sa.CheckConstraint("total_minor >= 0", name="ck_orders_total_not_negative"),
        sa.CheckConstraint("length(currency) = 3", name="ck_orders_currency_code"),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["users.id"], name="fk_orders_customer_id", ondelete="RESTRICT"
        ),
    )
    for columns in (
        ("created_at", "id"),
        ("total_minor", "id"),
        ("customer_id", "created_at", "id"),
        ("customer_id", "total_minor", "id"),
        ("status", "created_at", "id"),
    ):
        op.create_index(f"ix_orders_{'_'.join(columns)}", "orders", columns)
    _create_lines()
    _create_events()


def _create_lines() -> None:
    """The table of lines."""
    op.create_table(
        "order_lines",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("sku", line(40), nullable=False),
        sa.Column("name", line(200), nullable=False),
        sa.Column("unit_price_minor", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name="ck_order_lines_quantity_positive"),
        sa.CheckConstraint("unit_price_minor >= 0", name="ck_order_lines_unit_price_not_negative"),
        sa.PrimaryKeyConstraint("order_id", "position", name="pk_order_lines"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name="fk_order_lines_order_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name="fk_order_lines_product_id", ondelete="RESTRICT"
        ),
    )
    op.create_index("ix_order_lines_product_id", "order_lines", ["product_id"])


def _create_events() -> None:
    """The table of events."""
    op.create_table(
        "order_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("from_status", sa.String(20), nullable=True),
        sa.Column("to_status", sa.String(20), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_order_events"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name="fk_order_events_order_id", ondelete="CASCADE"
        ),
    )
    columns = ["order_id", "created_at", "id"]
    op.create_index("ix_order_events_order_id_created_at_id", "order_events", columns)


def downgrade() -> None:
    """Reverse."""
    op.drop_table("order_events")
    op.drop_table("order_lines")
    op.drop_table("orders")
