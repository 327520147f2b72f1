"""Full-text search of products."""

import sqlalchemy as sa
from alembic import op

revision = "catalog_0002"
down_revision = "catalog_0001"
branch_labels = None
depends_on = None

POSTGRESQL = (
    """CREATE INDEX fts_product_search_words ON product_search
    USING gin (array_to_tsvector(string_to_array(words, ' ')))""",
)
MYSQL = ("CREATE FULLTEXT INDEX fts_product_search_words ON product_search (words)",)
SQLITE = (
    """CREATE VIRTUAL TABLE fts_products USING fts5(
    words, content='product_search', content_rowid='id', tokenize='ascii')""",
    """CREATE TRIGGER fts_products_insert AFTER INSERT ON product_search BEGIN
    INSERT INTO fts_products (rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER fts_products_delete AFTER DELETE ON product_search BEGIN
    INSERT INTO fts_products (fts_products, rowid, words)
    VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER fts_products_update AFTER UPDATE OF words ON product_search BEGIN
    INSERT INTO fts_products (fts_products, rowid, words)
    VALUES ('delete', old.id, old.words);
    INSERT INTO fts_products (rowid, words) VALUES (new.id, new.words); END""",
)
INDEXES = {"postgresql": POSTGRESQL, "mysql": MYSQL, "mariadb": MYSQL, "sqlite": SQLITE}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "product_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_product_search"),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name="fk_product_search_product_id",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("product_id", name="uq_product_search_product_id"),
    )
    for statement in INDEXES[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Reverse."""
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TABLE fts_products")
    op.drop_table("product_search")
