"""Enumerations and sets of their values as Jinja globals, so that no template copies a state's value as a string."""

import enum

from flask import Flask

from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.consent import Consent
from partner_hub.vocabulary.match import CONFIRMED_MATCH_STATES, ENDED_MATCH_STATES, MatchOrigin, MatchState
from partner_hub.vocabulary.meeting import (
    MEETING_STATES_AHEAD,
    PAST_MEETING_STATES,
    SIGNED_MEETING_STATES,
    UNPUBLISHED_ITEM_STATES,
    Answer,
    AnswerChannel,
    FollowUpStatus,
    ItemKind,
    ItemState,
    MeetingKind,
    MeetingState,
    NoticeWay,
    Presence,
    ProposalState,
    Reach,
)
from partner_hub.vocabulary.minutes import CHECKS_BY_EYE, MinutesState, PassageKind, PassageStatus, Placement
from partner_hub.vocabulary.need import OPEN_NEED_STATES, WANTED_NEED_STATES, AnswerWay, NeedState, Visibility
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.quarter import QuarterState
from partner_hub.vocabulary.unit import UnitState
from partner_hub.vocabulary.workbook_import import ImportState

ENUMERATIONS: tuple[type[enum.StrEnum], ...] = (
    ActionState, Answer, AnswerChannel, AnswerWay, Consent, FollowUpStatus, ImportState, ItemKind, ItemState,
    MatchOrigin, MatchState, MeetingKind, MeetingState, MinutesState, NeedState, NoticeWay, OfferingState, PassageKind,
    PassageStatus, Placement, Presence, ProposalState, QuarterState, Reach, UnitState, Visibility,
)  # fmt: skip
SETS_OF_STATES: dict[str, tuple[enum.StrEnum, ...]] = {
    "CHECKS_BY_EYE": tuple(CHECKS_BY_EYE),
    "CONFIRMED_MATCH_STATES": CONFIRMED_MATCH_STATES,
    "ENDED_MATCH_STATES": ENDED_MATCH_STATES,
    "MEETING_STATES_AHEAD": MEETING_STATES_AHEAD,
    "OPEN_NEED_STATES": OPEN_NEED_STATES,
    "PAST_MEETING_STATES": PAST_MEETING_STATES,
    "SIGNED_MEETING_STATES": SIGNED_MEETING_STATES,
    "UNPUBLISHED_ITEM_STATES": UNPUBLISHED_ITEM_STATES,
    "WANTED_NEED_STATES": WANTED_NEED_STATES,
}


def init_app(app: Flask) -> None:
    for enumeration in ENUMERATIONS:
        app.add_template_global(enumeration, enumeration.__name__)
    app.jinja_env.globals.update(SETS_OF_STATES)
