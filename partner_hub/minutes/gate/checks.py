"""One function for each thing that is looked at before signing: it gives what is open, with the page that mends it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.absolute_urls import path_to
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.workflow import MEETING_WORKFLOW, undecided_items
from partner_hub.minutes import printing, queries
from partner_hub.minutes.document import MinutesDocument
from partner_hub.minutes.drafting.current_draft import current_draft
from partner_hub.minutes.drafting.labels import KIND_LABELS
from partner_hub.minutes.drafting.stored_passages import DraftPassage
from partner_hub.minutes.effects.need_effects import decisions_without_effect
from partner_hub.minutes.effects.signing import (
    Fault,
    matches_without_verdict,
    promises_without_outcome,
    tasks_with_gaps,
)
from partner_hub.minutes.effects.typed_promises import typed_promises_without_lead
from partner_hub.minutes.gate.wording_labels import WORDING_LABELS
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.personal_data import find_residents
from partner_hub.minutes.review.confirmations import confirmations_without_changes
from partner_hub.minutes.review.queries import open_comments
from partner_hub.minutes.wording.chinese_marks import NUMERALS
from partner_hub.minutes.wording.forbidden import forbidden_in
from partner_hub.vocabulary.meeting import MeetingState, Presence
from partner_hub.vocabulary.minutes import GateCheck, PassageKind

MAX_UNITS_NAMED = 5
_NUMBER_OF_HEADING = re.compile(rf"^[{NUMERALS}]{{1,3}}、")


@dataclass(frozen=True)
class Candidate:
    """What is about to be signed; `dated`: the day of issue that is asked for; `drafted`: the draft, if at hand."""

    meeting: Meeting
    minutes: Minutes | None
    document: MinutesDocument
    dated: date
    drafted: tuple[DraftPassage, ...] | None = None

    @cached_property
    def draft_page(self) -> str:
        return self.page_of_draft()

    @cached_property
    def draft(self) -> tuple[DraftPassage, ...]:
        return current_draft(self.meeting, self.minutes) if self.drafted is None else self.drafted

    def page_of_words(self, words: str) -> str:
        """Where words of the printed text are mended: in their passage, or in the record when a list holds them."""
        found = next((each for each in self.draft if _holds(each, words)), None)
        if found is None:
            return self.draft_page
        if found.kind is not PassageKind.TABLE:
            return self.page_of_draft(found.field_name)
        where = {"community_id": self.meeting.community_id, "meeting_id": self.meeting.id}
        return path_to("printed_names.index" if found.key.startswith("names/") else "meetings.record", **where)

    def page_of_draft(self, at: str = "") -> str:
        where = {"community_id": self.meeting.community_id, "meeting_id": self.meeting.id}
        return path_to("minutes.edit", **where, **({"_anchor": at} if at else {}))


def _holds(passage: DraftPassage, words: str) -> bool:
    """Also behind a heading's number, where a stroke parts the cells of a row, and blanks the unit from its name."""
    return _NUMBER_OF_HEADING.sub("", words).replace(" ", "") in passage.text.replace(" ", "").replace("|", "")


def _check_meeting(asked: Candidate) -> list[Fault]:
    meeting, minutes = asked.meeting, asked.minutes
    is_first = minutes is None or queries.latest_version(minutes) is None
    if not is_first or meeting.state is MeetingState.HELD:
        return []
    page = path_to("meetings.show", community_id=meeting.community_id, meeting_id=meeting.id)
    return [(str(MEETING_WORKFLOW.refusal(meeting)), page)]


def _check_seats(asked: Candidate) -> list[Fault]:
    meeting = asked.meeting
    unrecorded = [seat.partnership.name for seat in meeting.seats if seat.presence is Presence.NOT_RECORDED]
    if not unrecorded:
        return []
    named = "、".join(unrecorded[:MAX_UNITS_NAMED]) + ("…" if len(unrecorded) > MAX_UNITS_NAMED else "")
    told = {"count": len(unrecorded), "seats": len(meeting.seats), "units": named}
    page = path_to("meetings.attendance", community_id=meeting.community_id, meeting_id=meeting.id)
    return [(_("Of %(count)s of %(seats)s units it is not recorded who came: %(units)s", **told), page)]


def _check_items(asked: Candidate) -> list[Fault]:
    return [(_("Not decided: %(match)s", match=words), url) for words, url in undecided_items(asked.meeting)]


def _check_matches(asked: Candidate) -> list[Fault]:
    found = matches_without_verdict(asked.meeting)
    return [(_("Not decided: %(match)s", match=words), url) for words, url in found]


def _check_promises(asked: Candidate) -> list[Fault]:
    open_promises = promises_without_outcome(asked.meeting)
    told = [(_("What became of it? %(promise)s", promise=words), url) for words, url in open_promises]
    return [*told, *typed_promises_without_lead(asked.meeting)]


def _check_decisions(asked: Candidate) -> list[Fault]:
    return [*decisions_without_effect(asked.meeting), *confirmations_without_changes(asked.meeting)]


def _check_draft(asked: Candidate) -> list[Fault]:
    if not asked.document.body:
        return [(_("The minutes are empty."), asked.draft_page)]
    changed = [each for each in asked.draft if not each.is_seen]
    return [
        (
            _("The record has changed since the draft was saved: %(passage)s", passage=_name_of_passage(each)),
            asked.page_of_draft(each.field_name),
        )
        for each in changed
    ]


def _name_of_passage(passage: DraftPassage) -> str:
    beginning = (passage.given or passage.text or passage.before).split("\n")[0][:20]
    return f"{KIND_LABELS[passage.kind]} {beginning}"


def _check_date(asked: Candidate) -> list[Fault]:
    is_ahead = asked.dated > clock.local_today()
    return [(_("The day of issue lies in the future."), asked.page_of_draft("dated"))] if is_ahead else []


def _check_review(asked: Candidate) -> list[Fault]:
    return open_comments(asked.minutes) if asked.minutes else []


def _check_number(asked: Candidate) -> list[Fault]:
    number = asked.document.number
    if number is None or not queries.is_number_taken(asked.meeting, number):
        return []
    return [(_("Other minutes have this number already: %(number)s", number=number), asked.draft_page)]


def _check_residents(asked: Candidate) -> list[Fault]:
    found = dict.fromkeys(each.text for each in find_residents(asked.document, asked.meeting.community_id))
    return [(_("This may lead to a resident: %(text)s", text=text), asked.page_of_words(text)) for text in found]


def _check_glyphs(asked: Candidate) -> list[Fault]:
    found = printing.characters_without_font(asked.document)
    return [(sentence, asked.page_of_words(around)) for sentence, around in found]


def _check_wording(asked: Candidate) -> list[Fault]:
    text = "\n".join(map(str, asked.document.body))
    return [
        (f"{WORDING_LABELS[each.name]}{_(': ')}{each.excerpt}", asked.page_of_words(each.excerpt))
        for each in forbidden_in(text)
    ]


CHECKS: Mapping[GateCheck, Callable[[Candidate], list[Fault]]] = MappingProxyType(
    {
        GateCheck.MEETING: _check_meeting,
        GateCheck.SEATS: _check_seats,
        GateCheck.ITEMS: _check_items,
        GateCheck.MATCHES: _check_matches,
        GateCheck.PROMISES: _check_promises,
        GateCheck.TASKS: lambda asked: tasks_with_gaps(asked.meeting),
        GateCheck.DECISIONS: _check_decisions,
        GateCheck.DRAFT: _check_draft,
        GateCheck.REVIEW: _check_review,
        GateCheck.DATE: _check_date,
        GateCheck.NUMBER: _check_number,
        GateCheck.GLYPHS: _check_glyphs,
        GateCheck.RESIDENTS: _check_residents,
        GateCheck.WORDING: _check_wording,
    }
)
