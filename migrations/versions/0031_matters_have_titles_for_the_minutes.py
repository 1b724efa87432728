"""needs and matches have titles for the minutes"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TABLES = ("need", "match")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("minutes_title", sa.String(60), server_default="", nullable=False))


def downgrade() -> None:
    # Without rebuilding the tables, which the triggers of live_pair name.
    for table in reversed(TABLES):
        op.drop_column(table, "minutes_title")
