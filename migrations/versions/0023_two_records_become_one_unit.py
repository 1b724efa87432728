"""two records of one unit become one"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("partnership", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_partnership_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_partnership_merged_into_id_partnership"), "partnership", ["merged_into_id"], ["id"]
        )
    op.create_table(
        "unit_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("state_before", sa.String(length=32), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("folded", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=100), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_unit_merge_community_id_community")),
        sa.ForeignKeyConstraint(["kept_id"], ["partnership.id"], name=op.f("fk_unit_merge_kept_id_partnership")),
        sa.ForeignKeyConstraint(["merged_id"], ["partnership.id"], name=op.f("fk_unit_merge_merged_id_partnership")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_merge")),
    )
    with op.batch_alter_table("unit_merge", schema=None) as batch_op:
        batch_op.create_index("ix_unit_merge_kept_id", ["kept_id"], unique=False)
        batch_op.create_index("ix_unit_merge_merged_id", ["merged_id"], unique=False)


def downgrade() -> None:
    """The records are two again, and what moved stays where it is; the merged one has left."""
    op.drop_table("unit_merge")
    op.execute("UPDATE partnership SET state = 'withdrawn' WHERE state = 'merged'")
    with op.batch_alter_table("partnership", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_partnership_merged_into_id_partnership"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_partnership_merged_into_id"))
        batch_op.drop_column("merged_into_id")
