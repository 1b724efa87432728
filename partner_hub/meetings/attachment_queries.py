"""Papers of agenda items and proposals: whoever may read the item or the proposal may read them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.core.permissions import Permission
from partner_hub.meetings.attachment_models import Attachment, AttachmentRevision
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.proposal_models import AgendaProposal
from partner_hub.meetings.proposal_queries import proposals_visible_to
from partner_hub.meetings.queries import meetings_visible_to
from partner_hub.vocabulary.meeting import UNPUBLISHED_ITEM_STATES


def attachments_of_item(item: AgendaItem) -> Sequence[Attachment]:
    return db.session.scalars(_with_revisions().where(Attachment.item_id == item.id)).all()


def attachments_of_proposal(proposal: AgendaProposal) -> Sequence[Attachment]:
    return db.session.scalars(_with_revisions().where(Attachment.proposal_id == proposal.id)).all()


def attachments_by_item(meeting: Meeting) -> Mapping[int | None, list[Attachment]]:
    """Those of all items of the meeting; whether the items may be read is asked by the page."""
    found: dict[int | None, list[Attachment]] = defaultdict(list)
    here = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id)
    for each in db.session.scalars(_with_revisions().where(Attachment.item_id.in_(here))):
        found[each.item_id].append(each)
    return found


def attachment_for(actor: Actor, attachment_id: int) -> Attachment:
    """Raises NotFound for what this person may not read."""
    wanted = _with_revisions().where(Attachment.id == attachment_id, _is_readable(actor))
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound
    return found


def revision_for(actor: Actor, revision_id: int) -> AttachmentRevision:
    """With its content. Raises NotFound for what this person may not read."""
    statement = select(AttachmentRevision).join(AttachmentRevision.attachment).options(undefer(AttachmentRevision.data))
    found = db.session.scalar(statement.where(AttachmentRevision.id == revision_id, _is_readable(actor)))
    if found is None:
        raise NotFound
    return found


def _is_readable(actor: Actor) -> ColumnElement[bool]:
    meetings = meetings_visible_to(actor).with_only_columns(Meeting.id)
    items = select(AgendaItem.id).where(AgendaItem.meeting_id.in_(meetings))
    if not actor.may(Permission.MEETINGS_RECORD):
        items = items.where(AgendaItem.state.not_in(UNPUBLISHED_ITEM_STATES))
    proposals = proposals_visible_to(actor).with_only_columns(AgendaProposal.id).order_by(None)
    return or_(Attachment.item_id.in_(items), Attachment.proposal_id.in_(proposals))


def _with_revisions() -> Select[Attachment]:
    statement = select(Attachment).options(selectinload(Attachment.revisions), joinedload(Attachment.item))
    return statement.order_by(Attachment.id)
