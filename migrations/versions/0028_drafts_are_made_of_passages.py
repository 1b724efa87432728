"""drafts of minutes are made of passages, laid out as chosen"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

OPEN_STATES = ("DRAFTING", "IN_REVIEW", "drafting", "in_review")


def upgrade() -> None:
    op.add_column("community", sa.Column("minutes_choices", sa.JSON(), server_default="{}", nullable=False))
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("passages", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("choices", sa.JSON(), server_default="{}", nullable=False))
    _keep_texts_written_by_hand()
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.drop_column("generated")


def downgrade() -> None:
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("generated", sa.Text(), server_default="", nullable=False))
        batch_op.drop_column("choices")
        batch_op.drop_column("passages")
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.drop_column("minutes_choices")


def _keep_texts_written_by_hand() -> None:
    """As one passage of their own; a draft that nobody has touched is written anew when it is opened."""
    columns = map(sa.column, ("id", "state", "body", "generated"))
    table = sa.table("minutes", *columns, sa.column("passages", sa.JSON()))
    connection = op.get_bind()
    for row in connection.execute(sa.select(table)).all():
        if row.body and (row.body != row.generated or row.state not in OPEN_STATES):
            whole = [{"key": "whole", "kind": "own", "text": row.body, "generated": ""}]
            connection.execute(sa.update(table).where(table.c.id == row.id).values(passages=whole))
