"""a meeting has one event in everybody's calendar; mails carry files"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

meeting = sa.table("meeting", sa.column("id", sa.Integer()), sa.column("calendar_uid", sa.String()))


def upgrade() -> None:
    op.create_table(
        "calendar_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_calendar_link_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_link")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_link_secret_hash")),
        sa.UniqueConstraint("user_id", name=op.f("uq_calendar_link_user_id")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("attachment", sa.JSON(), nullable=True))
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("attachments", sa.JSON(), server_default="[]", nullable=False))
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("calendar_uid", sa.String(length=36), nullable=True))
    here = op.get_bind()
    for number in here.scalars(sa.select(meeting.c.id)).all():
        here.execute(sa.update(meeting).where(meeting.c.id == number).values(calendar_uid=str(uuid4())))
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.alter_column("calendar_uid", existing_type=sa.String(length=36), nullable=False)
        batch_op.create_unique_constraint(op.f("uq_meeting_calendar_uid"), ["calendar_uid"])


def downgrade() -> None:
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_meeting_calendar_uid"), type_="unique")
        batch_op.drop_column("calendar_uid")
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_column("attachments")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_column("attachment")
    op.drop_table("calendar_link")
