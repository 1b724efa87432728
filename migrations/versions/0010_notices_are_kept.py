"""what was told of a meeting is kept, so that changes are told once"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

UNPUBLISHED = ("proposed", "declined", "late")
meeting = sa.table(
    "meeting",
    sa.column("id", sa.Integer()),
    sa.column("state", sa.String()),
    *(sa.column(name, sa.String()) for name in ("title", "place", "theme", "chair_name", "chair_title")),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in ("planned_start", "updated_at")),
)
agenda_item = sa.table(
    "agenda_item",
    *(sa.column(name, sa.Integer()) for name in ("id", "meeting_id", "position", "minutes_allotted")),
    *(sa.column(name, sa.String()) for name in ("state", "title", "presenter")),
)
seat = sa.table("seat", *(sa.column(name, sa.Integer()) for name in ("id", "meeting_id", "partnership_id", "position")))
partnership = sa.table("partnership", sa.column("id", sa.Integer()), sa.column("unit_id", sa.Integer()))
partner_unit = sa.table("partner_unit", sa.column("id", sa.Integer()), sa.column("name", sa.String()))


def upgrade() -> None:
    op.create_table(
        "meeting_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.String(length=60), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_notice_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_notice")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_meeting_notice_meeting_id_number")),
    )
    _take_meetings_as_they_stand()


def downgrade() -> None:
    op.drop_table("meeting_notice")


def _take_meetings_as_they_stand() -> None:
    """Of a meeting that is called already, what stands there now counts as told."""
    notice = sa.table(
        "meeting_notice",
        *(sa.column(name, sa.Integer()) for name in ("meeting_id", "number")),
        sa.column("sent_at", sa.DateTime(timezone=True)),
        sa.column("sent_by", sa.String()),
        sa.column("facts", sa.JSON()),
    )
    for row in op.get_bind().execute(sa.select(meeting).where(meeting.c.state == "called")).all():
        values = {"meeting_id": row.id, "number": 1, "sent_at": row.updated_at, "sent_by": "", "facts": _facts_of(row)}
        op.get_bind().execute(sa.insert(notice).values(**values))


def _facts_of(row: Any) -> dict[str, Any]:
    here = op.get_bind()
    items = sa.select(agenda_item).where(agenda_item.c.meeting_id == row.id, agenda_item.c.state.not_in(UNPUBLISHED))
    units = (
        sa.select(partner_unit.c.name)
        .join_from(seat, partnership, partnership.c.id == seat.c.partnership_id)
        .join(partner_unit, partner_unit.c.id == partnership.c.unit_id)
        .where(seat.c.meeting_id == row.id)
    )
    return {
        "title": row.title,
        "start": _as_utc(row.planned_start).isoformat(),
        "place": row.place,
        "theme": row.theme,
        "chair": " ".join(filter(None, (row.chair_name, row.chair_title))),
        "agenda": [
            {"item_id": item.id, "title": item.title, "presenter": item.presenter, "minutes": item.minutes_allotted}
            for item in here.execute(items.order_by(agenda_item.c.position, agenda_item.c.id))
        ],
        "units": list(here.scalars(units.order_by(seat.c.position, seat.c.id))),
    }


def _as_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
