"""suggestions learn from a community's choices"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("community", sa.Column("learns_from_choices", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table(
        "learnt_weights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("factors", sa.JSON(), nullable=False),
        sa.Column("agreed", sa.Integer(), nullable=False),
        sa.Column("searched", sa.Integer(), nullable=False),
        sa.Column("dismissed", sa.Integer(), nullable=False),
        sa.Column("learnt_on", sa.Date(), nullable=True),
        sa.Column("counted_from", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_learnt_weights_community_id_community")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learnt_weights")),
        sa.UniqueConstraint("community_id", name=op.f("uq_learnt_weights_community_id")),
    )


def downgrade() -> None:
    op.drop_table("learnt_weights")
    with op.batch_alter_table("community") as batch_op:
        batch_op.drop_column("learns_from_choices")
