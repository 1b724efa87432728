"""retention: records of data requests; empties the bodies of sent mails (irreversible)"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

mail = sa.table("outgoing_mail", sa.column("body", sa.Text), sa.column("sent_at", sa.DateTime))


def upgrade() -> None:
    """Bodies of mails that were sent before are emptied, too; that cannot be taken back."""
    op.execute(mail.update().where(mail.c.sent_at.is_not(None)).values(body=""))
    op.create_table(
        "data_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("keys", sa.JSON(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("spared", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("repeated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_data_request_community_id_community")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["user.id"], name=op.f("fk_data_request_made_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
        sa.UniqueConstraint("uid", name=op.f("uq_data_request_uid")),
    )
    with op.batch_alter_table("data_request", schema=None) as batch_op:
        batch_op.create_index("ix_data_request_community_id", ["community_id"], unique=False)


def downgrade() -> None:
    """Takes the record of requests along: write the ledger of erasures out first (flask hub person ledger)."""
    op.drop_table("data_request")
