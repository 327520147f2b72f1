"""Sessions and their refresh tokens."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "tokens_0001"
down_revision = None
branch_labels = ("tokens",)
depends_on = ("accounts_0001",)

INSTANT = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "token_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_token_sessions"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_token_sessions_user_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_token_sessions_user_id", "token_sessions", ["user_id"])
    op.create_index("ix_token_sessions_expires_at", "token_sessions", ["expires_at"])
    op.create_table(
        "refresh_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_refresh_tokens"),
        sa.UniqueConstraint("digest", name="uq_refresh_tokens_digest"),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["token_sessions.id"],
            name="fk_refresh_tokens_session_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_refresh_tokens_session_id", "refresh_tokens", ["session_id"])
    op.create_index("ix_refresh_tokens_expires_at", "refresh_tokens", ["expires_at"])


def downgrade() -> None:
    """Reverse."""
    op.drop_table("refresh_tokens")
    op.drop_table("token_sessions")
