"""Links between an item of an agenda and what belongs to it: each leads on only where this reader may go."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from partner_hub.core.actor import Actor, current_actor
from partner_hub.core.db import db
from partner_hub.core.facts_from_above import newest_issued_minutes
from partner_hub.core.permissions import Permission
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.proposal_queries import proposal_of_item
from partner_hub.meetings.queries import meeting_before
from partner_hub.meetings.views.blueprint import blueprint
from partner_hub.vocabulary.meeting import SIGNED_MEETING_STATES, ItemKind, MeetingState


@dataclass(frozen=True)
class Link:
    """`about` says what lies there, `text` which one it is."""

    about: LazyString
    text: str
    url: str


@blueprint.app_template_global()
def links_to_item(item_id: int | None) -> list[Link]:
    """From a task: the item that dealt with it, its meeting and the signed minutes."""
    item = db.session.get(AgendaItem, item_id) if item_id else None
    return _links_of_item(current_actor(), item) if item else []


def links_from_item(actor: Actor, item: AgendaItem) -> list[Link]:
    """On the recorder's page: where the item comes from, and what the minutes made of it."""
    return [*_links_to_its_past(item), *_links_to_its_origin(actor, item), *_links_to_minutes(actor, item.meeting)]


def _links_to_its_past(item: AgendaItem) -> Iterator[Link]:
    if item.predecessor:
        yield _link_to_item(item.predecessor, _l("Comes back from"))
    following = select(AgendaItem).where(AgendaItem.predecessor_id == item.id).order_by(AgendaItem.id)
    yield from (_link_to_item(each, _l("Came back as")) for each in db.session.scalars(following))
    if item.kind is ItemKind.MINUTES_CONFIRMATION and (before := meeting_before(item.meeting)):
        issued_id = newest_issued_minutes(before.id)
        page = url_for("minutes.show", issued_id=issued_id) if issued_id else _page_of_meeting(before)
        yield Link(_l("The last minutes"), before.title, page)


def _links_to_its_origin(actor: Actor, item: AgendaItem) -> Iterator[Link]:
    proposal = proposal_of_item(actor, item.id) if item.proposed_by_id else None
    if proposal:
        text = f"{proposal.partnership.name}：{proposal.title}"
        yield Link(_l("Proposed by a unit"), text, url_for("meetings.proposal", proposal_id=proposal.id))
    if item.need:
        yield Link(_l("Need"), item.need.open_title, url_for("needs.show", need_id=item.need_id))


def _links_to_minutes(actor: Actor, meeting: Meeting) -> list[Link]:
    if meeting.state not in SIGNED_MEETING_STATES or not actor.may(Permission.MINUTES_READ):
        return []
    issued_id = newest_issued_minutes(meeting.id)
    decisions = Link(_l("Decisions"), meeting.title, url_for("decisions.index", meeting=meeting.id))
    return [
        *([Link(_l("Minutes"), meeting.title, url_for("minutes.show", issued_id=issued_id))] if issued_id else []),
        decisions,
    ]


def _links_of_item(actor: Actor, item: AgendaItem) -> list[Link]:
    records, meeting = actor.may(Permission.MEETINGS_RECORD), item.meeting
    links = [_link_to_item(item)] if records else []
    if actor.may(Permission.MEETINGS_READ) and (records or meeting.state is not MeetingState.PLANNING):
        links.append(Link(_l("The meeting"), meeting.title, _page_of_meeting(meeting)))
    return [*links, *_links_to_minutes(actor, meeting)]


def _link_to_item(item: AgendaItem, about: LazyString | None = None) -> Link:
    text = f"{item.meeting.title}：{item.title}"
    return Link(about or _l("The agenda item"), text, url_for("meetings.item", item_id=item.id))


def _page_of_meeting(meeting: Meeting) -> str:
    return url_for("meetings.show", meeting_id=meeting.id)
