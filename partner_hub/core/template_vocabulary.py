"""The enumerations as Jinja globals, so that no template copies a state's value as a string."""

import enum

from flask import Flask

from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.match import MatchOrigin, MatchState
from partner_hub.vocabulary.meeting import Answer, ItemKind, ItemState, MeetingKind, MeetingState, Presence
from partner_hub.vocabulary.minutes import MinutesState
from partner_hub.vocabulary.need import NeedState, Visibility
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.unit import UnitState

ENUMERATIONS: tuple[type[enum.StrEnum], ...] = (
    ActionState, Answer, ItemKind, ItemState, MatchOrigin, MatchState, MeetingKind, MeetingState, MinutesState,
    NeedState, OfferingState, Presence, UnitState, Visibility,
)  # fmt: skip


def init_app(app: Flask) -> None:
    for enumeration in ENUMERATIONS:
        app.add_template_global(enumeration, enumeration.__name__)
