"""two needs are said to be different"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "needs_apart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by", sa.String(length=100), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["need.id"], name=op.f("fk_needs_apart_first_id_need")),
        sa.ForeignKeyConstraint(["second_id"], ["need.id"], name=op.f("fk_needs_apart_second_id_need")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_apart")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_needs_apart_first_id_second_id")),
    )
    op.create_index("ix_needs_apart_second_id", "needs_apart", ["second_id"])


def downgrade() -> None:
    op.drop_index("ix_needs_apart_second_id", table_name="needs_apart")
    op.drop_table("needs_apart")
