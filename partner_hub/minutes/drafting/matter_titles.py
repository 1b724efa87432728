"""Titles of the needs and matches of one meeting: two different matters bear different titles where it can be had."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from partner_hub.matching.models import Match
from partner_hub.meetings.models import Meeting
from partner_hub.needs.models import Need
from partner_hub.privacy import place_for_title


@dataclass(frozen=True)
class MatterTitles:
    """By the ids of the matches and needs that a meeting dealt with; of others the title that they have alone."""

    matches: Mapping[int, str]
    needs: Mapping[int, str]

    @classmethod
    def titles_in_meeting(cls, meeting: Meeting) -> "MatterTitles":
        matches = list(_matches_of(meeting))
        matched = {entry.need_id for match in matches for entry in match.needs}
        alone = {need.id: need for need in _needs_of(meeting) if need.id not in matched}
        rows = [
            *((match.title_for_minutes, [entry.need for entry in match.needs]) for match in matches),
            *((need.title_for_minutes, [need]) for need in alone.values()),
        ]
        titles = distinct_titles(rows)
        of_matches = {match.id: title for match, title in zip(matches, titles, strict=False)}
        single = {match.needs[0].need_id: of_matches[match.id] for match in matches if len(match.needs) == 1}
        return cls(of_matches, single | dict(zip(alone, titles[len(matches) :], strict=True)))

    def title_of_need(self, need: Need) -> str:
        return self.needs.get(need.id) or need.title_for_minutes

    def title_or_words(self, need: Need | None, words: str) -> str:
        """The need's title, or the words for one that is on no list."""
        return self.title_of_need(need) if need else words

    def title_of_match(self, match: Match) -> str:
        return self.matches.get(match.id) or match.title_for_minutes


def distinct_titles(matters: list[tuple[str, list[Need]]]) -> list[str]:
    """Put the place before a title that several matters bear, where each of them is in another place."""
    places = [_place_of(needs) for _, needs in matters]
    alike: dict[str, list[str]] = defaultdict(list)
    for (title, _), place in zip(matters, places, strict=True):
        alike[title].append(place)
    apart = {title for title, of in alike.items() if len(of) > 1 and all(of) and len(set(of)) == len(of)}
    return [
        f"{place}{title}" if title in apart and place not in title else title
        for (title, _), place in zip(matters, places, strict=True)
    ]


def _place_of(needs: list[Need]) -> str:
    """The one grid of all the needs, "" where there is none or the title keeps quiet about somebody."""
    found = {place_for_title(need.grid.label if need.grid else need.grid_words, need.matter) for need in needs}
    return found.pop() if len(found) == 1 else ""


def _matches_of(meeting: Meeting) -> Iterator[Match]:
    """Each once."""
    yield from {
        match.id: match
        for item in meeting.items
        for match in [*item.matches, *(each.match for each in item.past_tablings)]
    }.values()


def _needs_of(meeting: Meeting) -> Iterator[Need]:
    for item in meeting.items:
        yield from (decision.need for decision in item.decisions if decision.need)
    yield from (entry.need for entry in meeting.deferred if entry.need)
