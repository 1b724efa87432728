"""matches end, and tasks name the match that they carry out"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ENDED = ("delivered", "partly_delivered", "failed", "ended_early")
match = sa.table("match", sa.column("state", sa.String))


def upgrade() -> None:
    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reported_end", sa.String(32), nullable=True))
        batch_op.add_column(sa.Column("outcome", sa.String(length=1000), server_default="", nullable=False))
        batch_op.add_column(sa.Column("people_served", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reported_by", sa.String(length=100), server_default="", nullable=False))
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
    with op.batch_alter_table("match_partner", schema=None) as batch_op:
        batch_op.add_column(sa.Column("delivered_quantity", sa.Integer(), nullable=True))
    with op.batch_alter_table("action_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("match_id", sa.Integer(), nullable=True))
        batch_op.create_index("ix_action_item_match_id", ["match_id"], unique=False)
        batch_op.create_foreign_key(op.f("fk_action_item_match_id_match"), "match", ["match_id"], ["id"])


def downgrade() -> None:
    """Forgets how matches ended: they are confirmed ones again."""
    op.execute(match.update().where(match.c.state.in_(ENDED)).values(state="confirmed"))
    with op.batch_alter_table("action_item", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_action_item_match_id_match"), type_="foreignkey")
        batch_op.drop_index("ix_action_item_match_id")
        batch_op.drop_column("match_id")
    with op.batch_alter_table("match_partner", schema=None) as batch_op:
        batch_op.drop_column("delivered_quantity")
    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.drop_column("ended_on")
        batch_op.drop_column("reported_by")
        batch_op.drop_column("reported_at")
        batch_op.drop_column("people_served")
        batch_op.drop_column("outcome")
        batch_op.drop_column("reported_end")
