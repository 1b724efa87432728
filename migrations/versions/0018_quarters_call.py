"""quarters call, with the categories of their theme"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("community_quarter", sa.Column("theme_categories", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("community_quarter", sa.Column("called_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("community_quarter", "called_at")
    op.drop_column("community_quarter", "theme_categories")
