"""What units were called on the day of a meeting, and its matters, in every part of its minutes."""

import json
from collections import defaultdict
from functools import cached_property

from sqlalchemy.orm import contains_eager

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.meetings.models import Meeting
from partner_hub.minutes.drafting.matter_titles import MatterTitles
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.partners.models import Partnership, UnitAlias
from partner_hub.partners.names_of_day import possible_names_on, short_names_on
from partner_hub.vocabulary.unit import AliasKind


class NamesOfMeeting:
    """Where the days of a former name leave it open, the minutes that were signed are the witness.

    `matters`: the titles of needs and matches.
    """

    def __init__(self, meeting: Meeting) -> None:
        self.matters = MatterTitles.titles_in_meeting(meeting)
        self._meeting_id = meeting.id
        self._held_on = clock.to_local(meeting.actual_start or meeting.planned_start).date()
        self._known_names: dict[int, list[UnitAlias]] = defaultdict(list)
        statement = db.select(UnitAlias).join(UnitAlias.partnership).order_by(UnitAlias.id)
        statement = statement.options(contains_eager(UnitAlias.partnership))
        for alias in db.session.scalars(statement.where(Partnership.community_id == meeting.community_id)):
            self._known_names[alias.partnership_id].append(alias)

    def name_of(self, unit: Partnership) -> str:
        possible = possible_names_on(unit.name, self._known_names[unit.id], self._held_on)
        if len(possible) == 1:
            return possible[0]
        # A name may be part of another one.
        return max((name for name in possible if name in self._signed_text), key=len, default=possible[0])

    def short_names_of(self, unit: Partnership) -> list[str]:
        return short_names_on(unit.name, self._known_names[unit.id], self._held_on)

    def written(self, unit: Partnership | None, words: str) -> str:
        """The unit's name, or the words for somebody who is none."""
        return self.name_of(unit) if unit else words

    def as_then(self, words: str) -> str:
        """Names of units that were written down one day, parted by 、."""
        return "、".join(self._names_then.get(name, name) for name in words.split("、"))

    @cached_property
    def _names_then(self) -> dict[str, str]:
        """By each name that a renamed unit has or had."""
        former = [each for known in self._known_names.values() for each in known if each.kind is AliasKind.FORMER]
        return {name: self.name_of(each.partnership) for each in former for name in (each.name, each.partnership.name)}

    @cached_property
    def _signed_text(self) -> str:
        statement = db.select(IssuedMinutes.record).join(IssuedMinutes.minutes)
        latest = statement.where(Minutes.meeting_id == self._meeting_id).order_by(IssuedMinutes.revision.desc())
        return json.dumps(db.session.scalar(latest.limit(1)) or {}, ensure_ascii=False)
