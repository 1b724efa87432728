"""minutes are confirmed by the next meeting"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "minutes_confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("issued_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("changes", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_minutes_confirmation_agenda_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(
            ["issued_id"], ["issued_minutes.id"], name=op.f("fk_minutes_confirmation_issued_id_issued_minutes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_confirmation")),
        sa.UniqueConstraint("agenda_item_id", name=op.f("uq_minutes_confirmation_agenda_item_id")),
    )
    op.create_index("ix_minutes_confirmation_issued_id", "minutes_confirmation", ["issued_id"])


def downgrade() -> None:
    op.drop_index("ix_minutes_confirmation_issued_id", table_name="minutes_confirmation")
    op.drop_table("minutes_confirmation")
