"""meetings have a length"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.add_column(sa.Column("meeting_minutes", sa.Integer(), server_default="120", nullable=False))
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("planned_minutes", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_meeting_planned_minutes"), "planned_minutes BETWEEN 1 AND 1440")

    op.create_table(
        "agenda_omission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_omission_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_omission")),
        sa.UniqueConstraint(
            "meeting_id", "source", "subject_id", name=op.f("uq_agenda_omission_meeting_id_source_subject_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("agenda_omission")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_meeting_planned_minutes"), type_="check")
        batch_op.drop_column("planned_minutes")
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.drop_column("meeting_minutes")
