"""How a need ends, and begins again: met, partly met, back into the hall, reopened."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.communities.quarter_queries import running_quarter
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.facts_from_above import has_live_match_of_need, names_of_need_servers, reports_of_served_matches
from partner_hub.core.permissions import Permission
from partner_hub.needs import notifications
from partner_hub.needs.carry_over import go_on_in_running_quarter
from partner_hub.needs.end_queries import end_of_need
from partner_hub.needs.models import Need, NeedEnd, NeedEndAnswer
from partner_hub.needs.public_wording import findings_in_wording
from partner_hub.needs.workflow import NEED_WORKFLOW
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.need import MET_NEED_STATES, NeedState

NAME_SEPARATOR = "、"


@dataclass(frozen=True)
class NeedOutcome:
    """`to` is met or partly met. The words are read by everybody who reads the need: nothing in them leads to a person.

    `by_whom` may stay empty where a match served the need: then its units did it. `still_open`: what is left of a need
    that is partly met. `on` is the day on which it was done, today where it is None. `harmless`: what looks like a name
    in these words and was said by a person to be none.
    """

    to: NeedState
    done: str
    by_whom: str = ""
    still_open: str = ""
    on: date | None = None
    harmless: tuple[str, ...] = ()


def end_need(actor: Actor, need: Need, outcome: NeedOutcome) -> NeedEnd:
    """Note that a need is met, or partly met; whoever asked may say from now on whether that is so.

    Raises:
        NotAllowed: this person does not review needs.
        Conflict: it is neither on a list nor being worked on, or somebody changed it at the same moment.
        DomainError: words are missing, or lead to a person; with the field (done, by_whom, still_open, on).
    """
    actor.require(Permission.NEEDS_TRIAGE)
    db.session.execute(db.select(Need.id).where(Need.id == need.id).with_for_update())
    by_whom = outcome.by_whom.strip() or proposed_doers(need)
    if outcome.harmless:
        need.harmless = sorted({*need.harmless, *outcome.harmless})
    check_outcome(need, outcome, by_whom)
    before = need.state
    told = outcome.still_open if outcome.to is NeedState.PARTLY_MET else outcome.done
    NEED_WORKFLOW.move(actor, need, outcome.to, reason=told)
    need.ended_as, need.deferred_on, need.state_reason = outcome.to, None, ""
    go_on_in_running_quarter(actor, need, was=before)
    end = _new_end(actor, need, outcome, by_whom)
    notifications.notify_of_end(actor, need, end)
    return end


def proposed_doers(need: Need) -> str:
    """The units of the matches that serve it; "" where nobody took it."""
    return NAME_SEPARATOR.join(names_of_need_servers(need.id))[:300]


def proposed_outcome(need: Need) -> NeedOutcome | None:
    """What the reports of its matches say that was done, for a person to change; None where none gave anything.

    Units wrote them for the committee: end_need refuses what leads to a person.
    """
    reports = reports_of_served_matches(need.id)
    if not reports:
        return None
    is_whole = all(state is MatchState.DELIVERED for state, _done, _why in reports)
    return NeedOutcome(
        to=NeedState.MET if is_whole else NeedState.PARTLY_MET,
        done="\n".join(dict.fromkeys(done for _state, done, _why in reports if done)),
        by_whom=proposed_doers(need),
        still_open="\n".join(dict.fromkeys(why for _state, _done, why in reports if why)),
    )


def check_outcome(need: Need, outcome: NeedOutcome, by_whom: str) -> None:
    """Raises DomainError as end_need does; nothing is changed."""
    if outcome.to not in MET_NEED_STATES:
        raise NEED_WORKFLOW.refusal(need)
    if outcome.on and outcome.on > clock.local_today():
        raise DomainError(_("This day is still to come."), field="on")
    partly = outcome.to is NeedState.PARTLY_MET
    _check_end_words(need, "done", outcome.done, _("Please say what was done."))
    _check_end_words(need, "by_whom", by_whom, _("Nobody took this need: please say who did it."))
    _check_end_words(need, "still_open", outcome.still_open, _("Please say what is still open.") if partly else "")


def _check_end_words(need: Need, field: str, words: str, if_missing: str) -> None:
    if if_missing and not words.strip():
        raise DomainError(if_missing, field=field)
    if found := findings_in_wording(need, words):
        named = NAME_SEPARATOR.join(dict.fromkeys(each.text for each in found))
        raise DomainError(_("Everybody reads this, and it leads to a person: %(words)s", words=named), field=field)


def _new_end(actor: Actor, need: Need, outcome: NeedOutcome, by_whom: str) -> NeedEnd:
    community = db.session.get_one(Community, need.community_id)
    today = clock.local_today()
    end = NeedEnd(
        need=need,
        state=outcome.to,
        done=outcome.done.strip(),
        by_whom=by_whom,
        still_open=outcome.still_open.strip() if outcome.to is NeedState.PARTLY_MET else "",
        ended_on=outcome.on or today,
        answer_by=today + timedelta(days=community.settled_days),
        recorded_by=actor.name,
    )
    end.answers = [NeedEndAnswer(need=each) for each in [need, *need.merged]]
    db.session.add(end)
    db.session.flush()
    return end


def why_not_end(need: Need, to: NeedState, *, reason: str) -> DomainError | None:
    """Why a bare step does not lead to this end: met wants words, closing wants the last word of whoever asked."""
    if to in MET_NEED_STATES:
        return DomainError(_("Please say what was done, and by whom."))
    if to is NeedState.CLOSED and not reason.strip() and (sentence := why_closing_needs_reason(need)):
        return DomainError(sentence, field="reason")
    return None


def why_closing_needs_reason(need: Need) -> str:
    """A sentence while whoever asked contradicts the end, or may still say whether it is settled; "" otherwise."""
    if need.state not in MET_NEED_STATES or (end := end_of_need(need)) is None:
        return ""
    if end.is_contradicted:
        return _("Whoever asked says that it is not settled: please reopen it, or give a reason for closing it.")
    if end.answer_by >= clock.local_today() and any(each.answer is None for each in end.answers):
        return _("Whoever asked may still say whether it is settled: please give a reason for closing it before.")
    return ""


def reopen_need(actor: Actor, need: Need, *, reason: str) -> Need:
    """Take the need up again: on the list of the quarter that runs, which is no carry-over.

    One that ended without having been accepted goes back to review. What was done, and the answers to it, stay on
    record, and whoever asked reads that it goes on.

    Raises:
        NotAllowed, DomainError: as the workflow says; the reason is missing.
        Conflict: it has not ended, or somebody was faster.
    """
    before, end = need.state, end_of_need(need)
    NEED_WORKFLOW.move(actor, need, state_after_reopening(need), reason=reason)
    need.ended_as, need.state_reason = None, reason.strip()
    if end is not None:
        end.taken_back_at = clock.utc_now()
    if not (need.year and need.quarter):
        need.year, need.quarter = running_quarter(need.community_id, clock.quarter_of(clock.local_today()))
    go_on_in_running_quarter(actor, need, was=before)
    db.session.flush()
    notifications.notify_of_reopening(actor, need, end)
    return need


def state_after_reopening(need: Need) -> NeedState:
    """Being worked on where somebody still takes it, else on the list; to review where it never came so far."""
    if need.state not in {*MET_NEED_STATES, NeedState.CLOSED}:
        return NeedState.SUBMITTED
    return NeedState.IN_PROJECT if has_live_match_of_need(need.id) else NeedState.PUBLISHED
