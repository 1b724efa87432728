"""a merge of needs says which figure is right"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("merge_figure", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("merge_count", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("merge_unit", sa.String(length=10), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.drop_column("merge_unit")
        batch_op.drop_column("merge_count")
        batch_op.drop_column("merge_figure")
        batch_op.drop_column("merged_at")
