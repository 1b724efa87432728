"""What the parts of a draft and the choices of its layout are called on the screen."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from partner_hub.vocabulary.minutes import (
    AttendanceOrder,
    AttendancePlace,
    DraftLength,
    PassageKind,
    Placement,
    UnitNaming,
)

KIND_LABELS: Mapping[PassageKind, LazyString] = MappingProxyType(
    {
        PassageKind.LEAD: _l("Opening paragraph"),
        PassageKind.HEADING: _l("Heading"),
        PassageKind.OPENING: _l("What was reported"),
        PassageKind.FOLLOW_UPS: _l("Earlier promises"),
        PassageKind.MATCHES: _l("Matches"),
        PassageKind.DISCUSSIONS: _l("Discussions"),
        PassageKind.DECISIONS: _l("Decisions"),
        PassageKind.TASKS: _l("Tasks"),
        PassageKind.DEFERRED: _l("Put off and handed over"),
        PassageKind.NEXT_MEETING: _l("Next meeting"),
        PassageKind.OWN: _l("Text of your own"),
        PassageKind.TABLE: _l("List or annex"),
    }
)
PLACEMENT_LABELS: Mapping[Placement, LazyString] = MappingProxyType(
    {
        Placement.FULL: _l("In full"),
        Placement.BRIEF: _l("Shortened"),
        Placement.ANNEX: _l("In an annex"),
        Placement.OMITTED: _l("Left out"),
    }
)
# By kind: words of two kinds may be the same.
CHOICE_LABELS: Mapping[type[StrEnum], Mapping[str, LazyString]] = MappingProxyType(
    {
        DraftLength: {
            DraftLength.BRIEF: _l("Brief: what was decided"),
            DraftLength.FULL: _l("Full: with what was said"),
        },
        UnitNaming: {
            UnitNaming.FULL: _l("Whole names everywhere"),
            UnitNaming.SHORT: _l("Whole at first and in lists, then short"),
        },
        AttendanceOrder: {
            AttendanceOrder.GROUPS: _l("By kind of unit"),
            AttendanceOrder.SIGN_IN: _l("As they signed in"),
            AttendanceOrder.STROKES: _l("By strokes of the surname"),
        },
        AttendancePlace: {
            AttendancePlace.BY_NUMBER: _l("Below the text, from 20 units on in an annex"),
            AttendancePlace.LISTED: _l("Below the text"),
            AttendancePlace.ANNEX: _l("In an annex, with a count below the text"),
        },
    }
)


def choices_of_labels(kind: type[StrEnum]) -> list[tuple[str, LazyString]]:
    return [(value, label) for value, label in CHOICE_LABELS[kind].items()]
