"""Merge two needs that say the same, and undo a merge."""

from dataclasses import dataclass

from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import history_of, record_event
from partner_hub.core.facts_from_above import has_live_match_of_need
from partner_hub.needs.beneficiary_totals import beneficiary_report_of, total_beneficiaries
from partner_hub.needs.carry_over import go_on_in_running_quarter
from partner_hub.needs.models import Need
from partner_hub.needs.queries import lock_needs
from partner_hub.needs.workflow import NEED_WORKFLOW
from partner_hub.vocabulary.need import OPEN_NEED_STATES, FigureOfMerge, NeedState


@dataclass(frozen=True)
class MergedFigure:
    """Which number of beneficiaries is right for both; `count` and `unit` (户, 人) of one that a person types."""

    figure: FigureOfMerge = FigureOfMerge.ADDED
    count: int | None = None
    unit: str = ""


ADDED_FIGURES = MergedFigure()


def merge_need(actor: Actor, need: Need, *, into: Need, figure: MergedFigure = ADDED_FIGURES) -> Need:
    """Make `need` a part of `into`, which answers for both from now on; unmerge_need undoes it.

    Raises:
        DomainError: `into` is not open, `need` has merged needs of its own, a live match relies on it, or the figure
            that is to be typed is missing.
        NotAllowed, Conflict: as the workflow says.
    """
    # Two merges in opposite directions would make a circle.
    lock_needs([need.id, into.id])
    _check_merge(need, into)
    NEED_WORKFLOW.move(actor, need, NeedState.MERGED)
    need.merged_into, need.same_as_id, need.merged_at = into, None, clock.utc_now()
    _write_figure(need, figure)
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
    need.merged_into = need.merged_at = None
    _write_figure(need, None)
    go_on_in_running_quarter(actor, need, was=NeedState.MERGED)
    if into:
        record_event(actor, into, "split", details={"need": need.id})
    db.session.flush()
    return need


def figures_of_merge(need: Need, into: Need) -> dict[FigureOfMerge, str] | None:
    """The number of beneficiaries by what the merge would make of it; None where not both needs have one."""
    part, whole = beneficiary_report_of(need), [beneficiary_report_of(each) for each in (into, *into.merged)]
    own, other = total_beneficiaries([part]), total_beneficiaries(whole)
    if not (str(own) and str(other)):
        return None
    together = total_beneficiaries([*whole, part])
    return {FigureOfMerge.OF_WHOLE: str(other), FigureOfMerge.OF_PART: str(own), FigureOfMerge.ADDED: str(together)}


def _write_figure(need: Need, merged: MergedFigure | None) -> None:
    if merged and merged.figure is FigureOfMerge.TYPED and merged.count is None:
        raise DomainError(_("Please type the number."), field="count")
    need.merge_figure = merged.figure if merged else None
    is_typed = merged is not None and merged.figure is FigureOfMerge.TYPED
    need.merge_count, need.merge_unit = (merged.count, merged.unit) if merged and is_typed else (None, "")


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
