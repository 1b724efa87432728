"""the end of a need is told as it was, and whoever asked answers"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

need = sa.table("need", sa.column("id", sa.Integer), sa.column("state", sa.String), sa.column("ended_as", sa.String))
event = sa.table(
    "event",
    sa.column("id", sa.Integer),
    sa.column("subject", sa.String),
    sa.column("subject_id", sa.Integer),
    sa.column("tag", sa.String),
)
END_TAGS = ("need:met", "need:partly_met")


def upgrade() -> None:
    """Of needs that ended before, the history says how; what was done stands nowhere, and nobody is asked about it."""
    op.create_table(
        "need_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("by_whom", sa.String(length=300), server_default="", nullable=False),
        sa.Column("still_open", sa.Text(), server_default="", nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_need_end_need_id_need")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_end")),
    )
    with op.batch_alter_table("need_end", schema=None) as batch_op:
        batch_op.create_index("ix_need_end_need_id", ["need_id"], unique=False)
    op.create_table(
        "need_end_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("end_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(32), nullable=True),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("way", sa.String(32), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["end_id"], ["need_end.id"], name=op.f("fk_need_end_answer_end_id_need_end")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_need_end_answer_need_id_need")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_end_answer")),
        sa.UniqueConstraint("end_id", "need_id", name=op.f("uq_need_end_answer_end_id_need_id")),
    )
    with op.batch_alter_table("need_end_answer", schema=None) as batch_op:
        batch_op.create_index("ix_need_end_answer_need_id", ["need_id"], unique=False)
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_as", sa.String(32), nullable=True))
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.add_column(sa.Column("settled_days", sa.Integer(), server_default="30", nullable=False))
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("need_outcome", sa.String(32), nullable=True))
        batch_op.add_column(sa.Column("still_open", sa.Text(), server_default="", nullable=False))
    _tell_past_ends()


def _tell_past_ends() -> None:
    last_end = (
        sa.select(event.c.tag)
        .where(event.c.subject == "need", event.c.subject_id == need.c.id, event.c.tag.in_(END_TAGS))
        .order_by(event.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    for state in ("met", "partly_met"):
        op.execute(need.update().where(need.c.state == state).values(ended_as=state))
        is_so = sa.func.coalesce(last_end, "need:met") == f"need:{state}"
        op.execute(need.update().where(need.c.state == "closed", is_so).values(ended_as=state))


def downgrade() -> None:
    """Forgets what was done, and what was said to it; the states stay."""
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_column("still_open")
        batch_op.drop_column("need_outcome")
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.drop_column("settled_days")
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.drop_column("ended_as")
    op.drop_table("need_end_answer")
    op.drop_table("need_end")
