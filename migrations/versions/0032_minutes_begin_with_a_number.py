"""a community says with which number its minutes begin"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.add_column(sa.Column("minutes_first_year", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("minutes_first_number", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.drop_column("minutes_first_number")
        batch_op.drop_column("minutes_first_year")
