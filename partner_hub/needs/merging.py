"""Merge two needs that say the same, and undo a merge."""

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import history_of, record_event
from partner_hub.core.facts_from_above import has_live_match_of_need
from partner_hub.needs.carry_over import go_on_in_running_quarter
from partner_hub.needs.models import Need
from partner_hub.needs.workflow import NEED_WORKFLOW
from partner_hub.vocabulary.need import OPEN_NEED_STATES, NeedState


def merge_need(actor: Actor, need: Need, *, into: Need) -> Need:
    """Make `need` a part of `into`, which answers for both from now on; unmerge_need undoes it.

    Raises:
        DomainError: `into` is not open, `need` has merged needs of its own, or a live match relies on it.
        NotAllowed, Conflict: as the workflow says.
    """
    _lock_needs(need, into)
    _check_merge(need, into)
    NEED_WORKFLOW.move(actor, need, NeedState.MERGED)
    need.merged_into, need.same_as_id = into, None
    record_event(actor, into, "absorb", details={"need": need.id})
    db.session.flush()
    return need


def unmerge_need(actor: Actor, need: Need) -> Need:
    """Take a need out again of the one it was merged into: it has the state, and the quarter, that it had before.

    If that quarter has been closed since, it goes on in the one that runs.

    Raises:
        Conflict: it is not merged.
        NotAllowed, DomainError: as the workflow says.
    """
    into = need.merged_into
    NEED_WORKFLOW.move(actor, need, _state_before_merge(need))
    need.merged_into = None
    go_on_in_running_quarter(actor, need, was=NeedState.MERGED)
    if into:
        record_event(actor, into, "split", details={"need": need.id})
    db.session.flush()
    return need


def _lock_needs(*needs: Need) -> None:
    """SELECT ... FOR UPDATE: two merges in opposite directions would make a circle."""
    statement = db.select(Need).where(Need.id.in_([need.id for need in needs])).order_by(Need.id).with_for_update()
    db.session.scalars(statement.execution_options(populate_existing=True)).all()


def _check_merge(need: Need, into: Need) -> None:
    if into.id == need.id or into.community_id != need.community_id or into.state not in OPEN_NEED_STATES:
        raise DomainError(_("It cannot be merged into this need."), field="into")
    if db.session.scalar(db.select(Need.id).where(Need.merged_into_id == need.id).limit(1)):
        raise DomainError(
            _("Other needs were merged into this one. Merge the other one into it, or undo those merges first."),
            field="into",
        )
    if has_live_match_of_need(need.id):
        raise DomainError(
            _(
                "A partner has already taken this need, or was asked to. "
                "Merge the other one into it, or release the match first."
            ),
            field="into",
        )


def _state_before_merge(need: Need) -> NeedState:
    """Raises Conflict when it is not merged."""
    if need.state != NeedState.MERGED:
        raise NEED_WORKFLOW.refusal(need)
    if not need.public_name:
        # Whatever it was, nobody has worded it for others.
        return NeedState.SUBMITTED
    merges = [entry for entry in history_of(need) if entry.tag == "need:merge"]
    return NeedState(merges[-1].from_state) if merges else NeedState.SUBMITTED
