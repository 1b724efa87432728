"""How far a need has come, in the words of residents. Nobody's recorded words, name or number are read here."""

import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, select

from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.needs.models import Need
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.privacy import mask_personal_data
from partner_hub.vocabulary.match import AGREED_MATCH_STATES, MatchState
from partner_hub.vocabulary.need import PUBLIC_NEED_STATES, NeedState, Visibility

# One need is merged into another, which may have been merged since; a ring of them must come to an end.
LONGEST_CHAIN = 4


class Stage(enum.StrEnum):
    HEARD = "heard"
    LISTED = "listed"
    TAKEN = "taken"
    DECIDED = "decided"
    AT_WORK = "at_work"
    PARTLY_DONE = "partly_done"
    DONE = "done"
    REFERRED = "referred"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


LABELS: dict[Stage, LazyString] = {
    Stage.HEARD: _l("Heard"),
    Stage.LISTED: _l("On the list"),
    Stage.TAKEN: _l("Taken by a partner"),
    Stage.DECIDED: _l("Decided on at the meeting"),
    Stage.AT_WORK: _l("Being worked on"),
    Stage.PARTLY_DONE: _l("Partly done"),
    Stage.DONE: _l("Done"),
    Stage.REFERRED: _l("Passed on"),
    Stage.DECLINED: _l("Cannot be helped here"),
    Stage.WITHDRAWN: _l("Withdrawn"),
}
# What it means for whoever asked.
SENTENCES: dict[Stage, LazyString] = {
    Stage.HEARD: _l("The community has received it and is looking at it."),
    Stage.LISTED: _l("It stands on the community's needs list, where every partner unit sees it."),
    Stage.TAKEN: _l("A partner unit has agreed to take it."),
    Stage.DECIDED: _l("The joint meeting has decided on it."),
    Stage.AT_WORK: _l("Somebody is working on it."),
    Stage.PARTLY_DONE: _l("Part of it is done."),
    Stage.DONE: _l("It is done. Thank you for telling us."),
    Stage.REFERRED: _l("The community cannot do it by itself and has passed it on to whoever is responsible."),
    Stage.DECLINED: _l("We are sorry: it cannot be taken up this time. You are welcome to ask again or to call us."),
    Stage.WITHDRAWN: _l("It was withdrawn."),
}
TONES = {
    Stage.HEARD: "waiting",
    Stage.LISTED: "waiting",
    Stage.TAKEN: "soon",
    Stage.DECIDED: "soon",
    Stage.AT_WORK: "soon",
    Stage.PARTLY_DONE: "soon",
    Stage.DONE: "fine",
    Stage.REFERRED: "waiting",
    Stage.DECLINED: "late",
    Stage.WITHDRAWN: "waiting",
}
# The way that most needs go.
WAY = (Stage.HEARD, Stage.LISTED, Stage.TAKEN, Stage.DECIDED, Stage.DONE)
_REACHED = {Stage.AT_WORK: Stage.DECIDED, Stage.PARTLY_DONE: Stage.DECIDED}
_BY_STATE = {
    NeedState.IN_PROJECT: Stage.AT_WORK,
    NeedState.MET: Stage.DONE,
    NeedState.CLOSED: Stage.DONE,
    NeedState.PARTLY_MET: Stage.PARTLY_DONE,
    NeedState.REFERRED: Stage.REFERRED,
    NeedState.DECLINED: Stage.DECLINED,
    NeedState.WITHDRAWN: Stage.WITHDRAWN,
}
# Whoever is told one of these is told the reason, too.
_WITH_REASON = (NeedState.REFERRED, NeedState.DECLINED)


@dataclass(frozen=True)
class Standing:
    """`units`: who has agreed to take it. `name`, `text`: the wording for everybody, "" before there is one.

    `reason` is why it was passed on or declined, for whoever asked. `is_joined`: it goes on as part of another need.
    """

    stage: Stage
    units: tuple[str, ...] = ()
    name: str = ""
    text: str = ""
    reason: str = ""
    is_joined: bool = False

    @property
    def way(self) -> list[tuple[LazyString, bool]]:
        """The stages of the usual way and which of them are behind; none for a need that took another one."""
        reached = _REACHED.get(self.stage, self.stage)
        if reached not in WAY:
            return []
        return [(LABELS[stage], place <= WAY.index(reached)) for place, stage in enumerate(WAY)]


def standings(need_ids: Collection[int]) -> dict[int, Standing]:
    """How far each of these needs has come; a few statements, however many they are."""
    asked = _needs(need_ids)
    final = _followed(asked)
    takers = _takers({need.id for need in final.values()})
    return {number: _standing(asked[number], final[number], takers) for number in asked}


def _needs(ids: Iterable[int]) -> dict[int, Need]:
    return {need.id: need for need in db.session.scalars(select(Need).where(Need.id.in_(set(ids))))}


def _followed(asked: dict[int, Need]) -> dict[int, Need]:
    """For each need the one it is part of now, itself where it was not merged."""
    final = dict(asked)
    for _step in range(LONGEST_CHAIN):
        merged = {need.merged_into_id for need in final.values() if _is_merged(need) and need.merged_into_id}
        if not merged:
            break
        targets = _needs(merged)
        final = {
            number: targets.get(need.merged_into_id or 0, need) if _is_merged(need) else need
            for number, need in final.items()
        }
    return final


def _is_merged(need: Need) -> bool:
    return need.state == NeedState.MERGED


def _takers(need_ids: Collection[int]) -> dict[int, list[tuple[MatchState, str]]]:
    """(state of the match, unit) for every match that both sides have agreed to; the leading unit first.

    A unit that joined by itself is not named until whoever asks has said yes to it.
    """
    statement = (
        select(MatchNeed.need_id, Match.state, PartnerUnit.name)
        .join(Match, Match.id == MatchNeed.match_id)
        .outerjoin(MatchPartner, and_(MatchPartner.match_id == Match.id, MatchPartner.is_waiting.is_(False)))
        .outerjoin(Partnership, Partnership.id == MatchPartner.partnership_id)
        .outerjoin(PartnerUnit, PartnerUnit.id == Partnership.unit_id)
        .where(MatchNeed.need_id.in_(need_ids), Match.state.in_(AGREED_MATCH_STATES))
        .order_by(Match.id, MatchPartner.is_lead.desc(), MatchPartner.position, MatchPartner.id)
    )
    found: dict[int, list[tuple[MatchState, str]]] = {}
    for need_id, state, unit in db.session.execute(statement):
        found.setdefault(need_id, []).append((state, unit or ""))
    return found


def _standing(asked: Need, need: Need, takers: dict[int, list[tuple[MatchState, str]]]) -> Standing:
    taken = takers.get(need.id, [])
    # Whoever asked reads the wording of the own need; of another, which it was merged into, what everybody may.
    is_public = need.is_worded and (need is asked or need.visibility is Visibility.PUBLIC)
    return Standing(
        stage=_stage(need, {state for state, _unit in taken}),
        units=tuple(dict.fromkeys(unit for _state, unit in taken if unit)) if is_public else (),
        name=need.public_name if is_public else "",
        text=need.public_text if is_public else "",
        reason=mask_personal_data(need.state_reason) if need is asked and need.state in _WITH_REASON else "",
        is_joined=need is not asked or _is_merged(asked),
    )


def _stage(need: Need, matches: set[MatchState]) -> Stage:
    if need.state in _BY_STATE:
        return _BY_STATE[need.state]
    if need.state in PUBLIC_NEED_STATES and matches:
        return Stage.DECIDED if MatchState.CONFIRMED in matches else Stage.TAKEN
    return Stage.LISTED if need.state == NeedState.PUBLISHED else Stage.HEARD
