"""Papers are laid to an item of the agenda or to a proposal; a newer one is a revision, and the old one stays."""

import hashlib
from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import record_event
from partner_hub.core.kept_files import KeptFile
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.meetings.attachment_models import Attachment, AttachmentRevision
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.proposal_models import AgendaProposal
from partner_hub.meetings.proposal_workflow import PROPOSAL_WORKFLOW
from partner_hub.meetings.record_lock import is_sealed, require_open_record
from partner_hub.vocabulary.meeting import EDITABLE_PROPOSAL_STATES, UNANSWERED_PROPOSAL_STATES, MeetingState

# For each item or proposal, and of each paper.
MAX_ATTACHMENTS, MAX_REVISIONS = 10, 30
WRITABLE_PROPOSAL_STATES = (*EDITABLE_PROPOSAL_STATES, *UNANSWERED_PROPOSAL_STATES)

Owner = AgendaItem | AgendaProposal


def attach_file(actor: Actor, owner: Owner, *, title: str, file: KeptFile) -> Attachment:
    """A new paper; its title is the name of the file where none is given. Who presses twice means one paper.

    Raises: NotAllowed; SealedRecord or Conflict when nothing is laid there any more; DomainError for too many.
    """
    _require_writable(actor, owner)
    is_item = isinstance(owner, AgendaItem)
    column = Attachment.item_id if is_item else Attachment.proposal_id
    there = db.session.scalars(select(Attachment).where(column == owner.id)).all()
    if len(there) >= MAX_ATTACHMENTS:
        raise DomainError(_("At most %(number)s papers.", number=MAX_ATTACHMENTS), field="file")
    title, new = (title or file.name.rpartition(".")[0])[:120], _revision_of_file(actor, 1, file)
    if known := next((each for each in there if (each.title, each.newest.sha256) == (title, new.sha256)), None):
        return known
    attachment = Attachment(
        community_id=owner.meeting.community_id if isinstance(owner, AgendaItem) else owner.community_id,
        item=owner if isinstance(owner, AgendaItem) else owner.item,
        proposal=None if isinstance(owner, AgendaItem) else owner,
        title=title,
    )
    attachment.revisions.append(new)
    db.session.add(attachment)
    db.session.flush()
    record_event(actor, owner, "attach", details={"attachment": attachment.id})
    return attachment


def revise_attachment(actor: Actor, attachment: Attachment, *, file: KeptFile) -> AttachmentRevision:
    """The same file again changes nothing.

    Raises: as attach_file; Conflict also when somebody else uploaded one at the same moment.
    """
    require_changeable(actor, attachment)
    new = _revision_of_file(actor, attachment.newest.number + 1, file)
    if new.sha256 == attachment.newest.sha256:
        return attachment.newest
    if new.number > MAX_REVISIONS:
        raise DomainError(_("At most %(number)s revisions of a paper.", number=MAX_REVISIONS), field="file")
    count_save(attachment)
    attachment.revisions.append(new)
    db.session.flush()
    record_event(actor, owner_of_attachment(attachment), "revise", details={"attachment": attachment.id})
    return new


def remove_attachment(actor: Actor, attachment: Attachment) -> None:
    """Only while nobody outside has seen it. Raises: as attach_file; Conflict once the agenda is published."""
    require_changeable(actor, attachment)
    if is_published(attachment):
        raise Conflict(_("The agenda has been published: this paper stays, and a newer revision may be added."))
    record_event(actor, owner_of_attachment(attachment), "detach", details={"title": attachment.title})
    db.session.delete(attachment)
    db.session.flush()


def require_changeable(actor: Actor, attachment: Attachment) -> None:
    """The committee lays papers to its items, a unit to its proposals. Raises as attach_file."""
    item, proposal = attachment.item, attachment.proposal
    if proposal is not None and actor.speaks_for(proposal.partnership_id):
        _require_writable(actor, proposal)
    elif item is not None:
        _require_writable(actor, item)
    else:
        raise NotAllowed


def may_change_attachments(actor: Actor, owner: Owner) -> bool:
    """The same rules for the page."""
    if isinstance(owner, AgendaItem):
        return actor.may(Permission.MEETINGS_RECORD) and not is_sealed(owner.meeting.state)
    return actor.speaks_for(owner.partnership_id) and owner.state in WRITABLE_PROPOSAL_STATES


def is_published(attachment: Attachment) -> bool:
    """Others may have read it, or laid it on their table."""
    return attachment.item is not None and attachment.item.meeting.state is not MeetingState.PLANNING


def owner_of_attachment(attachment: Attachment) -> Owner:
    owner = attachment.item or attachment.proposal
    assert owner is not None  # noqa: S101 - the table has a CHECK
    return owner


def fix_tabled_revisions(meeting: Meeting) -> None:
    """The meeting begins, or is recorded as held: what is newest now is what lay on its table, for good."""
    items = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id)
    statement = select(Attachment).where(Attachment.item_id.in_(items)).options(selectinload(Attachment.revisions))
    for attachment in db.session.scalars(statement):
        if not any(each.tabled_at for each in attachment.revisions):
            attachment.newest.tabled_at = clock.utc_now()
    db.session.flush()


def give_papers_to_item(proposal: AgendaProposal, item: AgendaItem) -> None:
    for attachment in _papers_of_proposal(proposal):
        attachment.item = item


def release_papers_of_item(item: AgendaItem) -> None:
    """The item leaves the agenda: papers of a proposal stay with it, others go."""
    papers = db.session.scalars(select(Attachment).where(Attachment.item_id == item.id)).all()
    for attachment in papers:
        if attachment.proposal_id:
            attachment.item = None
        else:
            db.session.delete(attachment)
    db.session.flush()


def _papers_of_proposal(proposal: AgendaProposal) -> Sequence[Attachment]:
    return db.session.scalars(select(Attachment).where(Attachment.proposal_id == proposal.id)).all()


def _require_writable(actor: Actor, owner: Owner) -> None:
    if isinstance(owner, AgendaItem):
        require_open_record(actor, owner.meeting)
        return
    if not (actor.may(Permission.MEETINGS_ANSWER) and actor.speaks_for(owner.partnership_id)):
        raise NotAllowed
    if owner.state not in WRITABLE_PROPOSAL_STATES:
        raise PROPOSAL_WORKFLOW.refusal(owner)


def _revision_of_file(actor: Actor, number: int, file: KeptFile) -> AttachmentRevision:
    return AttachmentRevision(
        number=number,
        file_name=file.name,
        mime=file.mime,
        size=len(file.data),
        sha256=hashlib.sha256(file.data).hexdigest(),
        data=file.data,
        uploaded_by=actor.name,
    )
