"""reports have photographs"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action_photograph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("supporter_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("thumbnail_width", sa.Integer(), nullable=False),
        sa.Column("thumbnail_height", sa.Integer(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action_item.id"], name=op.f("fk_action_photograph_action_id_action_item")
        ),
        sa.ForeignKeyConstraint(
            ["supporter_id"], ["action_supporter.id"], name=op.f("fk_action_photograph_supporter_id_action_supporter")
        ),
        sa.ForeignKeyConstraint(["added_by_id"], ["user.id"], name=op.f("fk_action_photograph_added_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_photograph")),
    )
    with op.batch_alter_table("action_photograph", schema=None) as batch_op:
        batch_op.create_index("ix_action_photograph_action_id", ["action_id"], unique=False)
        batch_op.create_index("ix_action_photograph_supporter_id", ["supporter_id"], unique=False)


def downgrade() -> None:
    """Forgets the photographs."""
    op.drop_table("action_photograph")
