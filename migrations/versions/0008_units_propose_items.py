"""units propose items of the agenda"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agenda_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("answer_words", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_agenda_proposal_quarter")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_agenda_proposal_community_id_community")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_agenda_proposal_created_by_id_user")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_proposal_item_id_agenda_item")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_agenda_proposal_partnership_id_partnership")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_proposal")),
    )
    with op.batch_alter_table("agenda_proposal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_agenda_proposal_community_id_year_quarter", ["community_id", "year", "quarter"], unique=False
        )
        batch_op.create_index("ix_agenda_proposal_partnership_id", ["partnership_id"], unique=False)
        batch_op.create_index("ix_agenda_proposal_item_id", ["item_id"], unique=False)


def downgrade() -> None:
    op.drop_table("agenda_proposal")
