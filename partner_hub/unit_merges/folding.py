"""Where both records of a unit stand in one thing (a meeting, a match), and only one of them can."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, and_, func, or_, select

from partner_hub.consents.models import UnitConsent
from partner_hub.core import clock
from partner_hub.core.db import METADATA, db
from partner_hub.matching.models import Match, MatchPartner, NeedInvitation
from partner_hub.meetings.attendance_models import Seat, SeatAnswer
from partner_hub.meetings.models import Meeting
from partner_hub.unit_merges.journal import Journal
from partner_hub.vocabulary.consent import UNANSWERED_CONSENTS
from partner_hub.vocabulary.match import LIVE_MATCH_STATES
from partner_hub.vocabulary.meeting import SEALED_MEETING_STATES, Answer, Presence

Row = dict[str, Any]
# What one record says of a seat is weaker than what stands further to the right in the other.
_PRESENCES = (Presence.NOT_RECORDED, Presence.ABSENT, Presence.EXCUSED, Presence.PRESENT)
_PRESENCE_COLUMNS = ("presence", "presence_at", "presence_by", "presence_via", "sign_in", "arrived_at", "left_at")
_DELEGATE_COLUMNS = ("delegate_name", "delegate_title", "reason")
_ANSWER_COLUMNS = ("answer", "answered_at", "answered_by", "answered_via")
_TOLD_COLUMNS = ("told_at", "told_by", "told_via")
_CONSENT_COLUMNS = ("state", "said_by", "said_via", "answered_at", "answered_by", "comment")
_MAX_DELEGATE = 60


def fold_seats(journal: Journal, kept_id: int, merged_id: int) -> dict[str, int]:
    """One seat of two at each meeting whose record is open; sealed records keep both, under the names of that day.

    So does one whose delegates of both would not fit into a seat.

    Returns removed seat -> the one that speaks for it now.
    """
    table, folded = METADATA.tables[Seat.__tablename__], {}
    still_open = table.c.meeting_id.in_(select(Meeting.id).where(Meeting.state.not_in(SEALED_MEETING_STATES)))
    for kept, merged in _pairs(table, "meeting_id", kept_id, merged_id):
        joined = _joined_seat(kept, merged)
        is_open = db.session.scalar(select(table.c.id).where(table.c.id == merged["id"], still_open)) is not None
        if not is_open or len(joined["delegate_name"]) > _MAX_DELEGATE or len(joined["delegate_title"]) > _MAX_DELEGATE:
            continue
        journal.change(table, kept["id"], joined, firm=True)
        answers = METADATA.tables[SeatAnswer.__tablename__]
        journal.change_all(answers, answers.c.seat_id == merged["id"], "seat_id", kept["id"])
        journal.remove(table, merged["id"])
        folded[str(merged["id"])] = kept["id"]
    return folded


def fold_match_partners(journal: Journal, kept_id: int, merged_id: int) -> None:
    """One line of two in each live match where both give the same, or both a bare promise; whoever leads stays."""
    table = METADATA.tables[MatchPartner.__tablename__]
    live = select(Match.id).where(Match.state.in_(LIVE_MATCH_STATES))
    lives = set(db.session.scalars(live.where(Match.id.in_(_ids_of_both(table, "match_id", kept_id, merged_id)))))
    for kept, merged in _pairs(table, "match_id", kept_id, merged_id):
        if kept["match_id"] not in lives or kept["offering_id"] != merged["offering_id"]:
            continue
        stays, goes = (merged, kept) if merged["is_lead"] else (kept, merged)
        given = [each["delivered_quantity"] for each in (kept, merged) if each["delivered_quantity"] is not None]
        joined = {
            "delivered_quantity": sum(given) if given else None,
            "is_waiting": kept["is_waiting"] and merged["is_waiting"],
        }
        journal.change(table, stays["id"], joined, firm=True)
        journal.remove(table, goes["id"])


def fold_invitations(journal: Journal, kept_id: int, merged_id: int) -> None:
    """A need to which both were invited: the kept unit's own word counts."""
    table = METADATA.tables[NeedInvitation.__tablename__]
    for _kept, merged in _pairs(table, "need_id", kept_id, merged_id):
        journal.remove(table, merged["id"])


def fold_consents(journal: Journal, kept_id: int, merged_id: int) -> None:
    """What the merged one has answered, and the kept one has not, is answered."""
    table = METADATA.tables[UnitConsent.__tablename__]
    for subject in ("match_id", "action_id"):
        for kept, merged in _pairs(table, subject, kept_id, merged_id):
            if kept["state"] in UNANSWERED_CONSENTS and merged["state"] not in UNANSWERED_CONSENTS:
                journal.change(table, kept["id"], {name: merged[name] for name in _CONSENT_COLUMNS}, firm=True)


def end_double_grants(journal: Journal, kept_id: int, merged_id: int) -> None:
    """Who had the same role in both has it once."""
    table = METADATA.tables["role_grant"]
    for kept, merged in _pairs(table, "user_id", kept_id, merged_id):
        if kept["role"] == merged["role"] and kept["revoked_at"] is None and merged["revoked_at"] is None:
            journal.change(table, merged["id"], {"revoked_at": clock.utc_now()})


def _pairs(table: Table, shared: str, kept_id: int, merged_id: int) -> Iterator[tuple[Row, Row]]:
    """Rows of both units with the same value in the column `shared`."""
    twin = table.alias()
    same = and_(table.c[shared] == twin.c[shared], table.c.partnership_id == kept_id)
    found = db.session.execute(
        select(table.c.id, twin.c.id.label("twin_id"))
        .join_from(table, twin, same)
        .where(twin.c.partnership_id == merged_id)
        .order_by(table.c.id, twin.c.id)
    ).all()
    gone: set[int] = set()
    for kept_row, merged_row in found:
        rows = [db.session.execute(select(table).where(table.c.id == each)).mappings().first() for each in
                (kept_row, merged_row)]  # fmt: skip
        if rows[0] is not None and rows[1] is not None and not {kept_row, merged_row} & gone:
            yield dict(rows[0]), dict(rows[1])


def _ids_of_both(table: Table, shared: str, kept_id: int, merged_id: int) -> Any:
    both = or_(table.c.partnership_id == kept_id, table.c.partnership_id == merged_id)
    return select(table.c[shared]).where(both).group_by(table.c[shared]).having(func.count() > 1)


def _joined_seat(kept: Row, merged: Row) -> Row:
    """Presence facts of both: who came stays, and of two delegates who came both."""
    joined = dict(kept)
    if kept["answer"] == Answer.NONE and merged["answer"] != Answer.NONE:
        joined |= {name: merged[name] for name in (*_ANSWER_COLUMNS, *_DELEGATE_COLUMNS)}
    if kept["told_at"] is None:
        joined |= {name: merged[name] for name in _TOLD_COLUMNS}
    joined["reminded_on"] = max((each["reminded_on"] for each in (kept, merged) if each["reminded_on"]), default=None)
    both_came = kept["presence"] == merged["presence"] == Presence.PRESENT
    if both_came:
        joined |= _delegates_of_both(kept, merged)
    elif _PRESENCES.index(merged["presence"]) > _PRESENCES.index(kept["presence"]):
        joined |= {name: merged[name] for name in (*_PRESENCE_COLUMNS, *_DELEGATE_COLUMNS)}
    return {name: value for name, value in joined.items() if name not in {"id", "version", "updated_at"}}


def _delegates_of_both(kept: Row, merged: Row) -> Row:
    """The first who came and the last who left; names and titles side by side."""
    found: Row = {
        name: "、".join(dict.fromkeys(filter(None, (kept[name], merged[name]))))
        for name in ("delegate_name", "delegate_title")
    }
    for name, choose in (("sign_in", min), ("arrived_at", min), ("left_at", max)):
        found[name] = choose((each[name] for each in (kept, merged) if each[name] is not None), default=None)
    return found
