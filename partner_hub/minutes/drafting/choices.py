"""What a community has chosen for its minutes: kept with each draft, and the start of the next quarter's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Self

from partner_hub.vocabulary.minutes import (
    AttendanceOrder,
    AttendancePlace,
    DraftLength,
    PassageKind,
    Placement,
    UnitNaming,
)

# Where nothing else was chosen a passage stands in full.
USUAL_PLACEMENTS: Mapping[DraftLength, Mapping[PassageKind, Placement]] = MappingProxyType(
    {
        DraftLength.BRIEF: {
            PassageKind.OPENING: Placement.BRIEF,
            PassageKind.FOLLOW_UPS: Placement.BRIEF,
            PassageKind.MATCHES: Placement.ANNEX,
            PassageKind.DISCUSSIONS: Placement.BRIEF,
            PassageKind.TASKS: Placement.ANNEX,
            PassageKind.DEFERRED: Placement.BRIEF,
        },
        DraftLength.FULL: {PassageKind.TASKS: Placement.ANNEX},
    }
)


# As many as fill a page by name.
FEWEST_UNITS_IN_ANNEX = 20
_IS_KEY = re.compile(r"item-\d")


@dataclass(frozen=True)
class DraftChoices:
    """`placements` holds what was chosen by hand, by the key of one passage or by its habit (see Passage)."""

    length: DraftLength = DraftLength.BRIEF
    unit_names: UnitNaming = UnitNaming.SHORT
    attendance_order: AttendanceOrder = AttendanceOrder.GROUPS
    attendance_place: AttendancePlace = AttendancePlace.BY_NUMBER
    shows_absent: bool = False
    placements: Mapping[str, Placement] = field(default_factory=dict)

    def placement_of(self, key: str, habit: str, kind: PassageKind) -> Placement:
        usual = USUAL_PLACEMENTS[self.length].get(kind, Placement.FULL)
        return self.placements.get(key) or self.placements.get(habit) or usual

    def puts_names_in_annex(self, units: int) -> bool:
        """Of a meeting with so many units in the room."""
        if self.attendance_place is AttendancePlace.BY_NUMBER:
            return units >= FEWEST_UNITS_IN_ANNEX
        return self.attendance_place is AttendancePlace.ANNEX

    def with_placement(self, name: str, placement: Placement) -> Self:
        """The same with one choice more; `name` is a key or a habit."""
        return replace(self, placements={**self.placements, name: placement})

    def for_next_draft(self) -> Self:
        """Without what was chosen for one passage of one meeting: keys of passages hold the number of their item."""
        return replace(self, placements={name: at for name, at in self.placements.items() if not _IS_KEY.match(name)})

    def to_json(self) -> dict[str, Any]:
        plain = {name: value for name, value in vars(self).items() if name != "placements"}
        return {**plain, "placements": dict(self.placements)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What is not stored is as usual."""
        fields = {name: kind(stored[name]) for name, kind in _KINDS.items() if name in stored}
        placements = {name: Placement(chosen) for name, chosen in stored.get("placements", {}).items()}
        return cls(**fields, placements=placements)


_KINDS: Mapping[str, Any] = MappingProxyType(
    {
        "length": DraftLength,
        "unit_names": UnitNaming,
        "attendance_order": AttendanceOrder,
        "attendance_place": AttendancePlace,
        "shows_absent": bool,
    }
)
