"""Status of a submitted need in the words of residents; recorded words, names and numbers are not read here."""

import enum
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, select

from partner_hub.core.db import db
from partner_hub.matching.coverage import counts_for_need
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.needs.end_queries import MAX_MERGE_CHAIN, newest_ends
from partner_hub.needs.models import Need, NeedEnd
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.privacy import mask_personal_data
from partner_hub.vocabulary.match import CONFIRMED_MATCH_STATES, MatchState
from partner_hub.vocabulary.need import PUBLIC_NEED_STATES, NeedState, Visibility


class SubmissionStage(enum.StrEnum):
    HEARD = "heard"
    LISTED = "listed"
    TAKEN = "taken"
    DECIDED = "decided"
    PUT_OFF = "put_off"
    AT_WORK = "at_work"
    PARTLY_DONE = "partly_done"
    DONE = "done"
    REFERRED = "referred"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


SUBMISSION_STAGE_LABELS: dict[SubmissionStage, LazyString] = {
    SubmissionStage.HEARD: _l("Heard"),
    SubmissionStage.LISTED: _l("On the list"),
    SubmissionStage.TAKEN: _l("Taken by a partner"),
    SubmissionStage.DECIDED: _l("Decided on at the meeting"),
    SubmissionStage.PUT_OFF: _l("Put off by the meeting"),
    SubmissionStage.AT_WORK: _l("Being worked on"),
    SubmissionStage.PARTLY_DONE: _l("Partly done"),
    SubmissionStage.DONE: _l("Done"),
    SubmissionStage.REFERRED: _l("Passed on"),
    SubmissionStage.DECLINED: _l("Cannot be helped here"),
    SubmissionStage.WITHDRAWN: _l("Withdrawn"),
}
# What it means for whoever asked.
SUBMISSION_STAGE_SENTENCES: dict[SubmissionStage, LazyString] = {
    SubmissionStage.HEARD: _l("The community has received it and is looking at it."),
    SubmissionStage.LISTED: _l("It stands on the community's needs list, where every partner unit sees it."),
    SubmissionStage.TAKEN: _l("A partner unit has agreed to take it."),
    SubmissionStage.DECIDED: _l("The joint meeting has decided on it."),
    SubmissionStage.PUT_OFF: _l("The joint meeting has put it off. A later meeting takes it up again."),
    SubmissionStage.AT_WORK: _l("Somebody is working on it."),
    SubmissionStage.PARTLY_DONE: _l("Part of it is done."),
    SubmissionStage.DONE: _l("It is done. Thank you for telling us."),
    SubmissionStage.REFERRED: _l(
        "The community cannot do it by itself and has passed it on to whoever is responsible."
    ),
    SubmissionStage.DECLINED: _l(
        "We are sorry: it cannot be taken up this time. You are welcome to ask again or to call us."
    ),
    SubmissionStage.WITHDRAWN: _l("It was withdrawn."),
}
SUBMISSION_STAGE_TONES = {
    SubmissionStage.HEARD: "waiting",
    SubmissionStage.LISTED: "waiting",
    SubmissionStage.TAKEN: "soon",
    SubmissionStage.DECIDED: "soon",
    SubmissionStage.PUT_OFF: "waiting",
    SubmissionStage.AT_WORK: "soon",
    SubmissionStage.PARTLY_DONE: "soon",
    SubmissionStage.DONE: "fine",
    SubmissionStage.REFERRED: "waiting",
    SubmissionStage.DECLINED: "late",
    SubmissionStage.WITHDRAWN: "waiting",
}
# The stages that most needs pass, in order.
USUAL_STAGES = (
    SubmissionStage.HEARD,
    SubmissionStage.LISTED,
    SubmissionStage.TAKEN,
    SubmissionStage.DECIDED,
    SubmissionStage.DONE,
)
_STAGES_OF_MATCHES = (SubmissionStage.TAKEN, SubmissionStage.DECIDED)
WORKED_ON_STAGES = (SubmissionStage.AT_WORK, SubmissionStage.PARTLY_DONE, SubmissionStage.DONE)
_LAST_USUAL_STAGE = {
    SubmissionStage.PUT_OFF: SubmissionStage.LISTED,
    SubmissionStage.AT_WORK: SubmissionStage.DECIDED,
    SubmissionStage.PARTLY_DONE: SubmissionStage.DECIDED,
}
_STAGE_BY_NEED_STATE = {
    NeedState.IN_PROJECT: SubmissionStage.AT_WORK,
    NeedState.MET: SubmissionStage.DONE,
    NeedState.PARTLY_MET: SubmissionStage.PARTLY_DONE,
    NeedState.REFERRED: SubmissionStage.REFERRED,
    NeedState.DECLINED: SubmissionStage.DECLINED,
    NeedState.WITHDRAWN: SubmissionStage.WITHDRAWN,
}
# With these states the reason is shown, too.
_STATES_WITH_REASON = (NeedState.REFERRED, NeedState.DECLINED)


@dataclass(frozen=True)
class SubmissionStatus:
    """`units`: who has agreed to take it. `name`, `text`: the wording for everybody, "" before there is one.

    `reason` is why it was passed on or declined, for whoever asked. `is_joined`: it goes on as part of another need.
    `is_taken`: units have agreed to it, named or not. `end`: what was done and what is still open, in words for
    everybody; where it was `taken_back_at`, the need was reopened after it.
    """

    stage: SubmissionStage
    units: tuple[str, ...] = ()
    name: str = ""
    text: str = ""
    reason: str = ""
    is_joined: bool = False
    is_taken: bool = False
    end: NeedEnd | None = None

    @property
    def way(self) -> list[tuple[LazyString, bool]]:
        """The stages of the usual way and which of them are behind; none for a need that took another one.

        What was done without any unit and meeting has not come that way: these stages are left out.
        """
        reached = _LAST_USUAL_STAGE.get(self.stage, self.stage)
        if reached not in USUAL_STAGES:
            return []
        skipped = () if self.is_taken or self.stage not in WORKED_ON_STAGES else _STAGES_OF_MATCHES
        return [
            (SUBMISSION_STAGE_LABELS[stage], place <= USUAL_STAGES.index(reached))
            for place, stage in enumerate(USUAL_STAGES)
            if stage not in skipped
        ]


def submission_statuses(need_ids: Collection[int]) -> dict[int, SubmissionStatus]:
    """The status of each of these needs, by id; a fixed number of statements."""
    asked = _needs_by_id(need_ids)
    final = _needs_after_merges(asked)
    final_ids = {need.id for need in final.values()}
    takers, ends = _takers_of_needs(final_ids), newest_ends(final_ids)
    return {number: _submission_status_of(asked[number], final[number], takers, ends) for number in asked}


def _needs_by_id(ids: Iterable[int]) -> dict[int, Need]:
    return {need.id: need for need in db.session.scalars(select(Need).where(Need.id.in_(set(ids))))}


def _needs_after_merges(asked: dict[int, Need]) -> dict[int, Need]:
    """For each need the one it is part of now, itself where it was not merged."""
    final = dict(asked)
    for _step in range(MAX_MERGE_CHAIN):
        merged = {need.merged_into_id for need in final.values() if _is_need_merged(need) and need.merged_into_id}
        if not merged:
            break
        targets = _needs_by_id(merged)
        final = {
            number: targets.get(need.merged_into_id or 0, need) if _is_need_merged(need) else need
            for number, need in final.items()
        }
    return final


def _is_need_merged(need: Need) -> bool:
    return need.state == NeedState.MERGED


def _takers_of_needs(need_ids: Collection[int]) -> dict[int, list[tuple[MatchState, str]]]:
    """(state of the match, unit) for every match that both sides have agreed to or that was delivered; leads first.

    A unit that joined by itself is not named until whoever asks has said yes to it.
    """
    statement = (
        select(MatchNeed.need_id, Match.state, PartnerUnit.name)
        .join(Match, Match.id == MatchNeed.match_id)
        .join(Need, Need.id == MatchNeed.need_id)
        .outerjoin(MatchPartner, and_(MatchPartner.match_id == Match.id, MatchPartner.is_waiting.is_(False)))
        .outerjoin(Partnership, Partnership.id == MatchPartner.partnership_id)
        .outerjoin(PartnerUnit, PartnerUnit.id == Partnership.unit_id)
        .where(MatchNeed.need_id.in_(need_ids), counts_for_need())
        .order_by(Match.id, MatchPartner.is_lead.desc(), MatchPartner.position, MatchPartner.id)
    )
    found: dict[int, list[tuple[MatchState, str]]] = {}
    for need_id, state, unit in db.session.execute(statement):
        found.setdefault(need_id, []).append((state, unit or ""))
    return found


def _submission_status_of(
    asked: Need, need: Need, takers: Mapping[int, list[tuple[MatchState, str]]], ends: Mapping[int, NeedEnd]
) -> SubmissionStatus:
    taken = takers.get(need.id, [])
    # Whoever asked reads the wording of the own need; of another, which it was merged into, what everybody may.
    is_public = need.is_worded and (need is asked or need.visibility is Visibility.PUBLIC)
    return SubmissionStatus(
        stage=_submission_stage_of(need, {state for state, _unit in taken}),
        units=tuple(dict.fromkeys(unit for _state, unit in taken if unit)) if is_public else (),
        name=need.public_name if is_public else "",
        text=need.public_text if is_public else "",
        reason=mask_personal_data(need.state_reason) if need is asked and need.state in _STATES_WITH_REASON else "",
        is_joined=need is not asked or _is_need_merged(asked),
        is_taken=bool(taken),
        end=ends.get(need.id) if is_public or need is asked else None,
    )


def _submission_stage_of(need: Need, matches: set[MatchState]) -> SubmissionStage:
    state = need.ended_as or NeedState.MET if need.state is NeedState.CLOSED else need.state
    if state in _STAGE_BY_NEED_STATE:
        return _STAGE_BY_NEED_STATE[state]
    if need.deferred_on is not None:
        return SubmissionStage.PUT_OFF
    if need.state in PUBLIC_NEED_STATES and matches:
        return SubmissionStage.DECIDED if matches & set(CONFIRMED_MATCH_STATES) else SubmissionStage.TAKEN
    return SubmissionStage.LISTED if need.state == NeedState.PUBLISHED else SubmissionStage.HEARD
