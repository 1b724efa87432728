"""kept as long as it serves"""

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


def downgrade() -> None:
    pass
