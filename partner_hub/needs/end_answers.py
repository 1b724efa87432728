"""What whoever asked says to the end of a need: by the code, by an account, or noted for somebody who said it."""

from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed, raise_refusal
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Permission
from partner_hub.needs import notifications
from partner_hub.needs.end_queries import end_of_need, need_after_merges
from partner_hub.needs.models import Need, NeedEnd, NeedEndAnswer
from partner_hub.needs.resident_submissions import RESIDENT_NAME
from partner_hub.needs.workflow import NEED_WORKFLOW, may_read_in_full
from partner_hub.vocabulary.need import MET_NEED_STATES, AnswerWay, SettledAnswer

# The own words of whoever asked outweigh what somebody notes.
OWN_WAYS = frozenset({AnswerWay.CODE, AnswerWay.ACCOUNT})


def answer_end_by_code(need: Need, answer: SettledAnswer, words: str) -> NeedEndAnswer:
    """The resident who asked for `need`, by its code; may be changed until the need is closed.

    Raises:
        Conflict: it has not ended, or is closed.
    """
    resident = Actor(None, RESIDENT_NAME, need.community_id)
    return _write_answer(resident, need, answer, words, AnswerWay.CODE)


def answer_end(actor: Actor, need: Need, answer: SettledAnswer, words: str) -> NeedEndAnswer:
    """The unit that asked; or staff and the grid worker, who note what they were told.

    Raises:
        NotAllowed: this person neither asked for the need nor keeps its record.
        Conflict: it has not ended, or is closed; or whoever asked has answered in person.
    """
    if not may_answer_end(actor, need):
        raise NotAllowed
    way = AnswerWay.ACCOUNT if actor.speaks_for(need.asking_partnership_id) else AnswerWay.NOTED
    return _write_answer(actor, need, answer, words, way)


def may_answer_end(actor: Actor, need: Need) -> bool:
    return actor.may(Permission.NEEDS_WRITE) and may_read_in_full(actor, need)


def why_not_answer_end(need: Need, end: NeedEnd | None) -> DomainError | None:
    """`end` is that of the need, or of the one that it was merged into."""
    whole = need_after_merges(need)
    return None if end is not None and whole.state in MET_NEED_STATES else NEED_WORKFLOW.refusal(whole)


def why_not_note_answer(row: NeedEndAnswer | None) -> DomainError | None:
    """Nobody notes for somebody else what that person has said already."""
    said = row is not None and row.way in OWN_WAYS
    return Conflict(_("Whoever asked has answered in person already.")) if said else None


def _write_answer(actor: Actor, need: Need, answer: SettledAnswer, words: str, way: AnswerWay) -> NeedEndAnswer:
    whole = need_after_merges(need)
    # Nobody closes or reopens it meanwhile; read anew, in case somebody just did.
    lock = db.select(Need).where(Need.id == whole.id).with_for_update()
    db.session.scalars(lock.execution_options(populate_existing=True)).one()
    end = end_of_need(need)
    raise_refusal(why_not_answer_end(need, end))
    row = _answer_row(end, need)
    if way is AnswerWay.NOTED:
        raise_refusal(why_not_note_answer(row))
    row.answer, row.words, row.way = answer, words.strip(), way
    row.answered_at, row.answered_by = clock.utc_now(), actor.name
    db.session.flush()
    behalf = RESIDENT_NAME if way is AnswerWay.NOTED else ""
    record_event(actor, need, f"answer_{answer.value}", on_behalf_of=behalf, details={"way": way.value})
    if row.contradicts:
        notifications.notify_of_contradiction(actor, row)
    return row


def _answer_row(end: NeedEnd | None, need: Need) -> NeedEndAnswer:
    """A need that was merged after the end has no row yet."""
    if end is None:
        raise NEED_WORKFLOW.refusal(need)
    row = next((each for each in end.answers if each.need_id == need.id), None)
    if row is None:
        row = NeedEndAnswer(need=need)
        end.answers.append(row)
    return row
