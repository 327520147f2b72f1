"""The audit trail, append-only by triggers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql

revision = "audit_0001"
down_revision = None
branch_labels = ("audit",)
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")
DOCUMENT = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True), "postgresql"
)
LISTS = ("actor_id", "action", "object_type", "object_id")

POSTGRESQL = (
    """CREATE FUNCTION audit_events_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'audit_events is append-only'; END $$""",
    """CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION audit_events_refuse()""",
)
MYSQL = tuple(
    f"""CREATE TRIGGER audit_events_no_{action.lower()} BEFORE {action} ON audit_events
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_events is append-only'"""
    for action in ("UPDATE", "DELETE")
)
# INSERT OR REPLACE deletes without firing the trigger for DELETE.
SQLITE = tuple(
    f"""CREATE TRIGGER audit_events_no_{name} BEFORE {event}
    BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END"""
    for name, event in (
        ("update", "UPDATE ON audit_events"),
        ("delete", "DELETE ON audit_events"),
        (
            "replace",
            "INSERT ON audit_events WHEN EXISTS (SELECT 1 FROM audit_events WHERE id = NEW.id)",
        ),
    )
)
TRIGGERS = {"postgresql": POSTGRESQL, "mysql": MYSQL, "mariadb": MYSQL, "sqlite": SQLITE}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("object_type", sa.String(40), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("before", DOCUMENT, nullable=True),
        sa.Column("after", DOCUMENT, nullable=True),
        sa.Column("request_id", sa.String(128), nullable=True),
        sa.Column("address", sa.String(45), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_events"),
    )
    op.create_index("ix_audit_events_created_at_id", "audit_events", ["created_at", "id"])
    for column in LISTS:
        name = f"ix_audit_events_{column}_created_at_id"
        op.create_index(name, "audit_events", [column, "created_at", "id"])
    for statement in TRIGGERS[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Reverse; the triggers go with their table."""
    op.drop_table("audit_events")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_events_refuse()")
