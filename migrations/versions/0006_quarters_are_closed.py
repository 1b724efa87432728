"""quarters are opened and closed"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

follow_up = sa.table("follow_up", sa.column("status", sa.String))


def upgrade() -> None:
    """Nothing is closed by it: quarters that are over stay as they are until somebody closes them."""
    op.create_table(
        "community_quarter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("theme", sa.String(length=120), server_default="", nullable=False),
        sa.Column("items_until", sa.Date(), nullable=True),
        sa.Column("lists_until", sa.Date(), nullable=True),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=120), server_default="", nullable=False),
        sa.Column("chair_name", sa.String(length=60), server_default="", nullable=False),
        sa.Column("chair_title", sa.String(length=60), server_default="", nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("figures", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_community_quarter_quarter")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_community_quarter_community_id_community")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_quarter")),
        sa.UniqueConstraint(
            "community_id", "year", "quarter", name=op.f("uq_community_quarter_community_id_year_quarter")
        ),
    )
    op.create_table(
        "need_stay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("progress", sa.String(length=10), nullable=False),
        sa.Column("carried_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_need_stay_quarter")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_need_stay_need_id_need")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_stay")),
        sa.UniqueConstraint("need_id", "year", "quarter", name=op.f("uq_need_stay_need_id_year_quarter")),
    )
    with op.batch_alter_table("need_stay", schema=None) as batch_op:
        batch_op.create_index("ix_need_stay_year_quarter", ["year", "quarter"], unique=False)
    op.create_table(
        "match_tabling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_match_tabling_agenda_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_match_tabling_match_id_match")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_tabling")),
        sa.UniqueConstraint("match_id", "agenda_item_id", name=op.f("uq_match_tabling_match_id_agenda_item_id")),
    )
    with op.batch_alter_table("match_tabling", schema=None) as batch_op:
        batch_op.create_index("ix_match_tabling_agenda_item_id", ["agenda_item_id"], unique=False)
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("need_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_agenda_item_need_id_need"), "need", ["need_id"], ["id"])
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deferred_on", sa.Date(), nullable=True))
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.add_column(sa.Column("items_days", sa.Integer(), server_default="15", nullable=False))
        batch_op.add_column(sa.Column("notice_days", sa.Integer(), server_default="3", nullable=False))


def downgrade() -> None:
    """Forgets which quarters were closed; carried needs stay where they are, follow-ups not recorded are not done."""
    op.execute(follow_up.update().where(follow_up.c.status.in_(["dropped", "pending"])).values(status="not_done"))
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.drop_column("notice_days")
        batch_op.drop_column("items_days")
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.drop_column("deferred_on")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_agenda_item_need_id_need"), type_="foreignkey")
        batch_op.drop_column("need_id")
    op.drop_table("match_tabling")
    op.drop_table("need_stay")
    op.drop_table("community_quarter")
