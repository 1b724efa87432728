"""answers to an invitation come by link, and are kept one by one"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# What stands at the seats becomes the first answer of each.
FIRST_ANSWERS = """
    INSERT INTO seat_answer (seat_id, answer, delegate_name, delegate_title, reason, said_by, via, noted_by, given_at,
                             seen_at, seen_by, is_dismissed)
    SELECT id, answer, delegate_name, delegate_title, reason, answered_by,
           CASE answered_via WHEN 'import' THEN 'import' ELSE 'web' END, '', answered_at, answered_at, '', false
    FROM seat WHERE answered_at IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        "seat_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("delegate_name", sa.String(length=60), server_default="", nullable=False),
        sa.Column("delegate_title", sa.String(length=60), server_default="", nullable=False),
        sa.Column("reason", sa.String(length=200), server_default="", nullable=False),
        sa.Column("said_by", sa.String(length=60), server_default="", nullable=False),
        sa.Column("via", sa.String(32), nullable=False),
        sa.Column("noted_by", sa.String(length=60), server_default="", nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.String(length=60), server_default="", nullable=False),
        sa.Column("is_dismissed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_seat_answer_seat_id_seat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_answer")),
    )
    with op.batch_alter_table("seat_answer", schema=None) as batch_op:
        batch_op.create_index("ix_seat_answer_seat_id", ["seat_id"], unique=False)
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("told_by", sa.String(length=60), server_default="", nullable=False))
        batch_op.add_column(sa.Column("told_via", sa.String(length=20), server_default="", nullable=False))
        batch_op.add_column(sa.Column("reminded_on", sa.Date(), nullable=True))
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reminder_days", sa.Integer(), server_default="3", nullable=False))
    op.execute(FIRST_ANSWERS)


def downgrade() -> None:
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.drop_column("reminder_days")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        for name in ("reminded_on", "told_via", "told_by", "told_at"):
            batch_op.drop_column(name)
    op.drop_table("seat_answer")
