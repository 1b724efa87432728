"""units confirm what they were given in their absence"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unit_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("occasion", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(length=60), server_default="", nullable=False),
        sa.Column("said_via", sa.String(length=60), server_default="", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("comment", sa.String(length=500), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("match_id IS NOT NULL OR action_id IS NOT NULL", name=op.f("ck_unit_consent_subject")),
        sa.ForeignKeyConstraint(["action_id"], ["action_item.id"], name=op.f("fk_unit_consent_action_id_action_item")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_unit_consent_community_id_community")
        ),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_unit_consent_match_id_match")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_unit_consent_partnership_id_partnership")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_consent")),
        sa.UniqueConstraint("action_id", "partnership_id", name=op.f("uq_unit_consent_action_id_partnership_id")),
        sa.UniqueConstraint("match_id", "partnership_id", name=op.f("uq_unit_consent_match_id_partnership_id")),
    )
    with op.batch_alter_table("unit_consent", schema=None) as batch_op:
        batch_op.create_index("ix_unit_consent_community_id_state", ["community_id", "state"], unique=False)
        batch_op.create_index("ix_unit_consent_partnership_id", ["partnership_id"], unique=False)
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.add_column(sa.Column("consent_days", sa.Integer(), server_default="10", nullable=False))
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.add_column(sa.Column("consent_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_follow_up_consent_id_unit_consent"), "unit_consent", ["consent_id"], ["id"]
        )
        batch_op.create_unique_constraint(
            op.f("uq_follow_up_agenda_item_id_consent_id"), ["agenda_item_id", "consent_id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_follow_up_agenda_item_id_consent_id"), type_="unique")
        batch_op.drop_constraint(op.f("fk_follow_up_consent_id_unit_consent"), type_="foreignkey")
        batch_op.drop_column("consent_id")
    with op.batch_alter_table("community", schema=None) as batch_op:
        batch_op.drop_column("consent_days")
    op.drop_table("unit_consent")
