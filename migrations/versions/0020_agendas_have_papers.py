"""agendas have papers and templates; proposals are drafted"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

proposal = sa.table(
    "agenda_proposal",
    sa.column("state", sa.String),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("submitted_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    with op.batch_alter_table("agenda_proposal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(proposal.update().values(submitted_at=proposal.c.created_at))
    op.create_table(
        "agenda_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("item_id IS NOT NULL OR proposal_id IS NOT NULL", name=op.f("ck_agenda_attachment_owner")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_agenda_attachment_community_id_community")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_attachment_item_id_agenda_item")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["agenda_proposal.id"], name=op.f("fk_agenda_attachment_proposal_id_agenda_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_attachment")),
    )
    with op.batch_alter_table("agenda_attachment", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_attachment_item_id", ["item_id"], unique=False)
        batch_op.create_index("ix_agenda_attachment_proposal_id", ["proposal_id"], unique=False)
    op.create_table(
        "attachment_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("mime", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("tabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_attachment_revision_number")),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["agenda_attachment.id"],
            name=op.f("fk_attachment_revision_attachment_id_agenda_attachment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_revision")),
        sa.UniqueConstraint("attachment_id", "number", name=op.f("uq_attachment_revision_attachment_id_number")),
    )
    op.create_table(
        "agenda_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_agenda_template_community_id_community")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_template")),
        sa.UniqueConstraint("community_id", "name", name=op.f("uq_agenda_template_community_id_name")),
    )


def downgrade() -> None:
    """What nobody but the unit has seen stays unseen: it counts as withdrawn."""
    op.drop_table("agenda_template")
    op.drop_table("attachment_revision")
    op.drop_table("agenda_attachment")
    op.execute(proposal.update().where(proposal.c.state == "draft").values(state="withdrawn"))
    with op.batch_alter_table("agenda_proposal", schema=None) as batch_op:
        batch_op.drop_column("submitted_at")
