"""what the words of a community's lists mean is remembered"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "category_word",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_category_word_category_id_category")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_category_word_community_id_community")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_word")),
        sa.UniqueConstraint("community_id", "word", name=op.f("uq_category_word_community_id_word")),
    )
    with op.batch_alter_table("category_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_category_word_category_id"), ["category_id"], unique=False)


def downgrade() -> None:
    op.drop_table("category_word")
