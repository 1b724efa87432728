"""units keep their former names, with days"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("unit_alias", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=32), server_default="short", nullable=False))
        batch_op.add_column(sa.Column("since", sa.String(length=10), server_default="", nullable=False))
        batch_op.add_column(sa.Column("until", sa.String(length=10), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("unit_alias", schema=None) as batch_op:
        batch_op.drop_column("until")
        batch_op.drop_column("since")
        batch_op.drop_column("kind")
