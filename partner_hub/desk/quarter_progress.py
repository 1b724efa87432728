"""The quarter as one strip of six stages, and the one next step. Pure: figures in, words and addresses out."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.quarters import Quarter, quarter_code
from partner_hub.vocabulary.meeting import MeetingState

M = MeetingState
COLLECT, MATCH, AGENDA, MEETING, MINUTES, FOLLOW_UP = range(6)
CURRENT = {
    M.PLANNING: AGENDA,
    M.CALLED: MEETING,
    M.IN_SESSION: MEETING,
    M.HELD: MINUTES,
    M.MINUTES_SIGNED: FOLLOW_UP,
    M.CLOSED: FOLLOW_UP,
}

STEPS: dict[MeetingState | None, tuple[LazyString, str]] = {
    None: (_l("Plan the joint meeting"), "meetings.new"),
    M.PLANNING: (_l("Call the meeting"), "meetings.show"),
    M.CALLED: (_l("To the meeting"), "meetings.show"),
    M.IN_SESSION: (_l("Record the meeting"), "meetings.record"),
    M.HELD: (_l("Write the minutes"), "minutes.edit"),
    M.MINUTES_SIGNED: (_l("Follow the action items up"), "actions.index"),
    M.CLOSED: (_l("Follow the action items up"), "actions.index"),
}


@dataclass(frozen=True)
class Figures:
    """What stands behind the strip. `meeting_id` and `state` are None while no meeting is planned for the quarter."""

    quarter: Quarter
    meeting_id: int | None
    state: MeetingState | None
    needs: int
    needs_to_review: int
    offerings: int
    needs_matched: int
    items: int
    items_proposed: int
    seats: int
    attending: int
    present: int
    has_draft: bool
    reference: str
    actions_open: int
    actions_overdue: int


@dataclass(frozen=True)
class Stage:
    """`number` is shown large, `of` small behind it; `mark` is done, current or ""."""

    label: str
    number: str
    of: str
    words: str
    url: str
    mark: str
    is_late: bool = False


def strip(figures: Figures) -> list[Stage]:
    """The six stages, in order."""
    current = CURRENT[figures.state] if figures.state else COLLECT
    builders = (_collect, _match, _agenda, _meeting, _minutes, _follow_up)
    marks = ["done" if place < current else "current" if place == current else "" for place in range(len(builders))]
    return [build(figures, mark) for build, mark in zip(builders, marks, strict=True)]


def next_step(figures: Figures, *, may_sign: bool) -> tuple[LazyString, str]:
    """(label, address) of the one thing to be done next."""
    label, endpoint = STEPS[figures.state]
    if figures.state == M.PLANNING and not figures.items:
        label, endpoint = _l("Put the agenda together"), "meetings.agenda"
    if figures.state == M.HELD and figures.has_draft and may_sign:
        label, endpoint = _l("Sign the minutes"), "minutes.sign"
    if endpoint == "actions.index":
        return label, url_for(endpoint, show="open")
    if figures.meeting_id is None:
        return label, url_for(endpoint)
    return label, url_for(endpoint, meeting_id=figures.meeting_id)


def _collect(figures: Figures, mark: str) -> Stage:
    words = [_("needs"), _("%(number)s offerings", number=figures.offerings)]
    if figures.needs_to_review:
        words.append(_("%(number)s to review", number=figures.needs_to_review))
    url = url_for("needs.index", quarter=quarter_code(figures.quarter))
    return Stage(_("Collect"), str(figures.needs), "", " · ".join(words), url, mark)


def _match(figures: Figures, mark: str) -> Stage:
    url = url_for("reports.lists", quarter=quarter_code(figures.quarter), show="taken")
    return Stage(_("Match"), str(figures.needs_matched), str(figures.needs), _("needs have a partner"), url, mark)


def _agenda(figures: Figures, mark: str) -> Stage:
    words = [_("items on the agenda")]
    if figures.items_proposed:
        words.append(_("%(number)s proposed", number=figures.items_proposed))
    return Stage(_("Agenda"), str(figures.items), "", " · ".join(words), _page(figures), mark)


def _meeting(figures: Figures, mark: str) -> Stage:
    held = figures.state in {M.IN_SESSION, M.HELD, M.MINUTES_SIGNED, M.CLOSED}
    number, words = (figures.present, _("units came")) if held else (figures.attending, _("units will come"))
    return Stage(_("Meeting"), str(number), str(figures.seats), words, _page(figures), mark)


def _minutes(figures: Figures, mark: str) -> Stage:
    if figures.reference:
        return Stage(_("Minutes"), "✓", "", figures.reference, url_for("minutes.index"), mark)
    words = _("draft") if figures.has_draft else _("after the meeting")
    return Stage(_("Minutes"), "–", "", words, url_for("minutes.index"), mark)


def _follow_up(figures: Figures, mark: str) -> Stage:
    words = " · ".join((_("overdue"), _("%(number)s open", number=figures.actions_open)))
    url = url_for("actions.index", show="overdue" if figures.actions_overdue else "open")
    late = figures.actions_overdue > 0
    return Stage(_("Follow-up"), str(figures.actions_overdue), "", words, url, mark, is_late=late)


def _page(figures: Figures) -> str:
    if figures.meeting_id is None:
        return url_for("meetings.index")
    return url_for("meetings.show", meeting_id=figures.meeting_id)
