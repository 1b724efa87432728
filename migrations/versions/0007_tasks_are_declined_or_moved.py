"""tasks are declined or moved"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

action_item = sa.table("action_item", sa.column("state", sa.String))


def upgrade() -> None:
    op.create_table(
        "deadline_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("asked_due", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), server_default="", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("is_granted", sa.Boolean(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("answer_words", sa.String(length=500), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action_item.id"], name=op.f("fk_deadline_request_action_id_action_item")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_deadline_request_asked_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_request")),
    )
    with op.batch_alter_table("deadline_request", schema=None) as batch_op:
        batch_op.create_index("ix_deadline_request_action_id", ["action_id"], unique=False)
        batch_op.create_index(
            "uq_deadline_request_action_id",
            ["action_id"],
            unique=True,
            sqlite_where=sa.text("answered_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL"),
        )
    with op.batch_alter_table("action_supporter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("report", sa.String(length=500), server_default="", nullable=False))
        batch_op.add_column(sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reported_by", sa.String(length=100), server_default="", nullable=False))


def downgrade() -> None:
    """Forgets requests and reports on parts; a task that a unit declined is issued again."""
    op.execute(action_item.update().where(action_item.c.state == "declined").values(state="issued"))
    with op.batch_alter_table("action_supporter", schema=None) as batch_op:
        batch_op.drop_column("reported_by")
        batch_op.drop_column("reported_at")
        batch_op.drop_column("report")
    op.drop_table("deadline_request")
