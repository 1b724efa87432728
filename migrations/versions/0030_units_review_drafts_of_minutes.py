"""units review drafts of minutes"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "minutes_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_review_minutes_id_minutes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_review")),
    )
    op.create_index("ix_minutes_review_minutes_id", "minutes_review", ["minutes_id"])
    _create_comments()


def downgrade() -> None:
    op.drop_index("ix_minutes_comment_partnership_id", table_name="minutes_comment")
    op.drop_index("ix_minutes_comment_review_id", table_name="minutes_comment")
    op.drop_table("minutes_comment")
    op.drop_index("ix_minutes_review_minutes_id", table_name="minutes_review")
    op.drop_table("minutes_review")


def _create_comments() -> None:
    op.create_table(
        "minutes_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("said_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_over", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.String(length=500), server_default="", nullable=False),
        sa.Column("settled_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_minutes_comment_partnership_id_partnership")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["minutes_review.id"], name=op.f("fk_minutes_comment_review_id_minutes_review")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_comment")),
    )
    op.create_index("ix_minutes_comment_review_id", "minutes_comment", ["review_id"])
    op.create_index("ix_minutes_comment_partnership_id", "minutes_comment", ["partnership_id"])
