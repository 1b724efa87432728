"""rows of an import wait for an answer, go to a quarter that was asked, and can be undone"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

entry = sa.table("import", sa.column("state", sa.String))


def upgrade() -> None:
    with op.batch_alter_table("import", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waiting", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("year", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("quarter", sa.Integer(), nullable=True))
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outcome", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("record_version", sa.Integer(), nullable=True))


def downgrade() -> None:
    """What waits for an answer waits no more: the earlier version does not know such imports."""
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.drop_column("record_version")
        batch_op.drop_column("outcome")
    op.execute(entry.update().where(entry.c.state.in_(("partly", "undone", "partly_undone"))).values(state="confirmed"))
    with op.batch_alter_table("import", schema=None) as batch_op:
        batch_op.drop_column("quarter")
        batch_op.drop_column("year")
        batch_op.drop_column("waiting")
