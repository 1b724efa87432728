"""Selects of minutes: drafts by meeting, issued versions by community."""

from sqlalchemy import CompoundSelect, Select, and_, func, or_, select, union
from sqlalchemy.orm import joinedload, undefer

from partner_hub.actions.models import ActionItem
from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.core.search import contains_every_word
from partner_hub.meetings.models import AgendaItem, Decision, Meeting
from partner_hub.minutes.document import DocumentNumber
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.partners.queries import ALIASES_AS_TEXT
from partner_hub.vocabulary.minutes import OPEN_MINUTES_STATES


def minutes_of(meeting: Meeting) -> Minutes | None:
    return db.session.scalar(db.select(Minutes).where(Minutes.meeting_id == meeting.id))


def issued_minutes(community_id: int, *, search: str = "", year: int | None = None) -> Select[tuple[IssuedMinutes]]:
    """Issued versions, the newest first; searched in title, text, decisions and promises.

    The text of minutes that are open for a correction is not searched: readers know only what was issued.
    """
    statement = db.select(IssuedMinutes).where(IssuedMinutes.community_id == community_id)
    if search:
        in_text = contains_every_word(search, IssuedMinutes.title, Minutes.body)
        in_record = Minutes.meeting_id.in_(_meetings_that_decided(community_id, search))
        is_issued_text = Minutes.state.not_in(OPEN_MINUTES_STATES)
        statement = statement.join(IssuedMinutes.minutes).where(
            or_(contains_every_word(search, IssuedMinutes.title), and_(is_issued_text, or_(in_text, in_record)))
        )
    if year:
        statement = statement.where(IssuedMinutes.year == year)
    return statement.order_by(IssuedMinutes.year.desc(), IssuedMinutes.number.desc(), IssuedMinutes.revision.desc())


def _meetings_that_decided(community_id: int, search: str) -> CompoundSelect[int]:
    """Ids of the meetings with such a decision or promise in their record: the text may say it in other words."""
    here = select(AgendaItem.meeting_id).join(Meeting, AgendaItem.meeting_id == Meeting.id)
    here = here.where(Meeting.community_id == community_id)
    decided = here.join(Decision, Decision.agenda_item_id == AgendaItem.id)
    promised = here.join(ActionItem, ActionItem.agenda_item_id == AgendaItem.id)
    promised = promised.outerjoin(Partnership, ActionItem.responsible_id == Partnership.id)
    promised = promised.outerjoin(PartnerUnit, Partnership.unit_id == PartnerUnit.id)
    words = (ActionItem.title, ActionItem.expected, ActionItem.responsible_words, PartnerUnit.name, ALIASES_AS_TEXT)
    return union(
        decided.where(contains_every_word(search, Decision.text, AgendaItem.title)),
        promised.where(contains_every_word(search, *words)),
    )


def years_with_minutes(community_id: int) -> list[int]:
    statement = db.select(IssuedMinutes.year).where(IssuedMinutes.community_id == community_id).distinct()
    return list(db.session.scalars(statement.order_by(IssuedMinutes.year.desc())))


def issued_version(actor: Actor, issued_id: int, *, with_pdf: bool = False) -> IssuedMinutes:
    """One issued version of the actor's community; raises NotFound."""
    statement = db.select(IssuedMinutes).where(IssuedMinutes.id == issued_id).options(joinedload(IssuedMinutes.minutes))
    if with_pdf:
        statement = statement.options(undefer(IssuedMinutes.pdf))
    found = db.session.scalar(statement.where(IssuedMinutes.community_id == actor.community_id))
    if found is None:
        raise NotFound
    return found


def latest_version(minutes: Minutes) -> IssuedMinutes | None:
    statement = db.select(IssuedMinutes).where(IssuedMinutes.minutes_id == minutes.id)
    return db.session.scalar(statement.order_by(IssuedMinutes.revision.desc()).limit(1))


def next_document_number(community: Community, year: int) -> DocumentNumber:
    """The number that the next minutes of that year get; without gaps, since issued versions are never deleted.

    The first is 1, or what the community's settings say of that year.
    """
    here = (IssuedMinutes.community_id == community.id, IssuedMinutes.year == year)
    highest = db.session.scalar(db.select(func.max(IssuedMinutes.number)).where(*here))
    first = community.minutes_first_number if community.minutes_first_year == year else None
    return DocumentNumber(year, highest + 1 if highest else first or 1)


def is_number_taken(meeting: Meeting, number: DocumentNumber) -> bool:
    """Whether the minutes of another meeting have it."""
    statement = db.select(IssuedMinutes.id).join(IssuedMinutes.minutes).where(Minutes.meeting_id != meeting.id)
    here = statement.where(IssuedMinutes.community_id == meeting.community_id, IssuedMinutes.year == number.year)
    return db.session.scalar(here.where(IssuedMinutes.number == number.serial).limit(1)) is not None


def minutes_in_draft(community_id: int) -> list[Minutes]:
    """Minutes that are still being written, the newest meeting first."""
    statement = db.select(Minutes).join(Minutes.meeting).options(joinedload(Minutes.meeting))
    here = statement.where(Meeting.community_id == community_id, Minutes.state.in_(OPEN_MINUTES_STATES))
    return list(db.session.scalars(here.order_by(Meeting.planned_start.desc(), Minutes.id.desc())))
