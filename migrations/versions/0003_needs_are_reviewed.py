"""review of every need before it is public; resets the needs that nobody has reviewed

Until now a need from a spreadsheet in which no pattern was found was published unread. Those that nobody has looked at
since go back to review: published ones wait again, those on which work has begun keep their state without a wording for
others. Of each published list that held one a new version says so. The way down gives them their states and wording
back; needs accepted since for a restricted audience get a neutral title, because the older version shows everything to
everybody.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TAG, SYSTEM = "need:return_to_review", "系统"
REASON = "从表格导入后没有人审核过公开内容，退回审核"
NOTE = "从表格导入、未经人工审核的需求已退回审核，不再公开"
PUBLIC = ("accepted", "published", "in_project", "met", "partly_met", "closed")
# What stood in people's messages instead of a need's title.
COVERED = "一条待审核的需求"
NOT_PUBLIC = "一条不公开的需求"

need = sa.table(
    "need",
    *(sa.column(name) for name in ("id", "community_id", "state", "name", "content", "public_name", "public_text")),
    sa.column("visibility"),
    sa.column("version", sa.Integer()),
)
event = sa.table(
    "event",
    *(sa.column(name) for name in ("id", "community_id", "user_id", "actor_name", "on_behalf_of", "subject")),
    *(sa.column(name) for name in ("subject_id", "tag", "from_state", "to_state", "reason")),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("details", sa.JSON()),
)
needs_list = sa.table(
    "needs_list",
    *(sa.column(name) for name in ("id", "community_id", "year", "quarter", "number", "published_by", "note")),
    sa.column("published_at", sa.DateTime(timezone=True)),
    sa.column("rows", sa.JSON()),
)
message = sa.table("message", *(sa.column(name) for name in ("id", "community_id", "subject", "details")))
mail = sa.table("outgoing_mail", *(sa.column(name) for name in ("id", "subject", "body", "sent_at")))


def upgrade() -> None:
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.add_column(sa.Column("visibility", sa.String(32), server_default="committee", nullable=False))
        batch_op.add_column(sa.Column("harmless", sa.JSON(), server_default="[]", nullable=False))
    with op.batch_alter_table("needs_list", schema=None) as batch_op:
        batch_op.add_column(sa.Column("note", sa.String(length=200), server_default="", nullable=False))
    connection = op.get_bind()
    unread = unread_needs(connection)
    for row in unread:
        cover_in_messages(connection, row)
        return_to_review(connection, row)
    worded = sa.and_(need.c.state.in_(PUBLIC), need.c.public_name != "")
    connection.execute(sa.update(need).where(worded).values(visibility="public"))
    publish_without(connection, {row.id for row in unread})


def downgrade() -> None:
    connection = op.get_bind()
    narrow = sa.and_(need.c.visibility != "public", need.c.public_name != "")
    covered = {"public_name": NOT_PUBLIC, "public_text": "", "version": need.c.version + 1}
    connection.execute(sa.update(need).where(narrow).values(covered))
    returned = sa.select(event.c.subject_id, event.c.from_state, event.c.to_state).where(event.c.tag == TAG)
    for number, before, after in connection.execute(returned).all():
        put_back = sa.update(need).where(need.c.id == number, need.c.state == after, need.c.public_name == "")
        words = {"public_name": need.c.name, "public_text": need.c.content} if before != "submitted" else {}
        connection.execute(put_back.values(state=before, version=need.c.version + 1, **words))
    connection.execute(sa.delete(event).where(event.c.tag == TAG))
    connection.execute(sa.delete(needs_list).where(needs_list.c.note == NOTE))
    for number, rows in connection.execute(sa.select(needs_list.c.id, needs_list.c.rows)).all():
        if isinstance(rows, list):
            public = [row for row in rows if row.get("visibility", "public") == "public"]
            plain = [{name: value for name, value in row.items() if name != "visibility"} for row in public]
            connection.execute(sa.update(needs_list).where(needs_list.c.id == number).values(rows=plain))
    with op.batch_alter_table("needs_list", schema=None) as batch_op:
        batch_op.drop_column("note")
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.drop_column("harmless")
        batch_op.drop_column("visibility")


def unread_needs(connection: sa.Connection) -> list[Any]:
    """Needs from spreadsheets that nobody has accepted, and whose wording for others nobody has written."""
    imported = sa.select(event.c.subject_id).where(event.c.tag == "need:import")
    rows = connection.execute(sa.select(need).where(need.c.id.in_(imported))).all()
    read = set(looked_at(connection))
    return [row for row in rows if row.id not in read]


def looked_at(connection: sa.Connection) -> Iterator[int]:
    """The needs whose wording a person was the last to see or write."""
    steps = sa.select(event.c.subject_id, event.c.tag, event.c.details).where(
        event.c.subject == "need", event.c.tag.in_(("need:accept", "need:edit"))
    )
    last: dict[int, bool] = {}
    for number, tag, details in connection.execute(steps.order_by(event.c.id)):
        changed = set(details.get("fields", ())) if isinstance(details, dict) else set()
        if tag == "need:accept" or changed & {"public_name", "public_text"}:
            # A row that a later spreadsheet changed was worded anew by the program, together with what was recorded.
            last[number] = tag == "need:accept" or not is_worded_by_program(changed)
    yield from (number for number, by_person in last.items() if by_person)


def is_worded_by_program(changed: set[str]) -> bool:
    return {"name", "public_name"} <= changed or {"content", "public_text"} <= changed


def return_to_review(connection: sa.Connection, row: Any) -> None:
    state = "submitted" if row.state == "published" else row.state
    words = {"state": state, "public_name": "", "public_text": "", "version": need.c.version + 1}
    connection.execute(sa.update(need).where(need.c.id == row.id).values(words))
    connection.execute(
        sa.insert(event).values(
            at=datetime.now(UTC), community_id=row.community_id, user_id=None, actor_name=SYSTEM, on_behalf_of="",
            subject="need", subject_id=row.id, tag=TAG, from_state=row.state, to_state=state, reason=REASON, details={},
        )
    )  # fmt: skip


def cover_in_messages(connection: sa.Connection, row: Any) -> None:
    """Units were told of it by its title; what they were told stays, the title goes, from mails that wait, too."""
    if not row.public_name:
        return
    here, waits = message.c.community_id == row.community_id, mail.c.sent_at.is_(None)
    cover(connection, message, message.c.subject, here, row.public_name)
    cover(connection, message, message.c.details, here, row.public_name)
    cover(connection, mail, mail.c.subject, waits, row.public_name)
    cover(connection, mail, mail.c.body, waits, row.public_name)


def cover(connection: sa.Connection, table: Any, column: Any, where: Any, title: str) -> None:
    new = sa.func.replace(column, title, COVERED)
    # What became longer has to fit into its column still.
    fitting = new if column.name == "body" else sa.func.substr(new, 1, 200)
    connection.execute(sa.update(table).where(where, new != column).values({column.name: fitting}))


def publish_without(connection: sa.Connection, unread: set[int]) -> None:
    """The newest version of each quarter's list, without these needs, as one more version."""
    newest: dict[tuple[int, int, int], Any] = {}
    for version in connection.execute(sa.select(needs_list).order_by(needs_list.c.number)):
        newest[version.community_id, version.year, version.quarter] = version
    for version in newest.values():
        rows = version.rows if isinstance(version.rows, list) else []
        left = [row for row in rows if row.get("need_id") not in unread]
        if len(left) < len(rows):
            connection.execute(
                sa.insert(needs_list).values(
                    community_id=version.community_id, year=version.year, quarter=version.quarter,
                    number=version.number + 1, published_at=datetime.now(UTC), published_by=SYSTEM, note=NOTE,
                    rows=left,
                )
            )  # fmt: skip
