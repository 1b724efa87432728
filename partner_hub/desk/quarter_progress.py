"""Progress of the quarter in six stages, and its next step. Pure: figures in, labels and URLs out."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.quarters import Quarter, quarter_code
from partner_hub.vocabulary.meeting import MeetingState

M = MeetingState
COLLECT, MATCH, AGENDA, MEETING, MINUTES, FOLLOW_UP = range(6)
STAGE_OF_MEETING_STATE = {
    M.PLANNING: AGENDA,
    M.CALLED: MEETING,
    M.IN_SESSION: MEETING,
    M.HELD: MINUTES,
    M.MINUTES_SIGNED: FOLLOW_UP,
    M.CLOSED: FOLLOW_UP,
}

NEXT_STEPS: dict[MeetingState | None, tuple[LazyString, str]] = {
    None: (_l("Plan the joint meeting"), "meetings.new"),
    M.PLANNING: (_l("Call the meeting"), "meetings.show"),
    M.CALLED: (_l("To the meeting"), "meetings.show"),
    M.IN_SESSION: (_l("Record the meeting"), "meetings.record"),
    M.HELD: (_l("Write the minutes"), "minutes.edit"),
    M.MINUTES_SIGNED: (_l("Follow the action items up"), "actions.index"),
    M.CLOSED: (_l("Follow the action items up"), "actions.index"),
}


@dataclass(frozen=True)
class QuarterFigures:
    """What the stages show. `meeting_id` and `state` are None while no meeting is planned for the quarter."""

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
class QuarterStage:
    """`number` is shown large, `of` small behind it; `mark` is done, current or ""."""

    label: str
    number: str
    of: str
    words: str
    url: str
    mark: str
    is_late: bool = False


def quarter_stages(figures: QuarterFigures) -> list[QuarterStage]:
    """The six stages, in order; one before the present is done only when its work is."""
    current = STAGE_OF_MEETING_STATE[figures.state] if figures.state else COLLECT
    builders = (_collect_stage, _match_stage, _agenda_stage, _meeting_stage, _minutes_stage, _follow_up_stage)
    return [build(figures, _mark_of_stage(place, current, figures)) for place, build in enumerate(builders)]


def _mark_of_stage(place: int, current: int, figures: QuarterFigures) -> str:
    if place == current:
        return "current"
    return "done" if place < current and _is_work_done(place, figures) else ""


def _is_work_done(place: int, figures: QuarterFigures) -> bool:
    """Collected and reviewed; every need with a partner; no proposed item open; units recorded as present; signed."""
    return {
        COLLECT: figures.needs > 0 and not figures.needs_to_review,
        MATCH: 0 < figures.needs <= figures.needs_matched,
        AGENDA: figures.items > 0 and not figures.items_proposed,
        MEETING: figures.present > 0,
        MINUTES: bool(figures.reference),
        FOLLOW_UP: not figures.actions_open,
    }[place]


def next_step_of_quarter(figures: QuarterFigures, *, may_sign: bool) -> tuple[LazyString, str]:
    """(label, address) of the one thing to be done next."""
    label, endpoint = NEXT_STEPS[figures.state]
    if figures.state == M.PLANNING and not figures.items:
        label, endpoint = _l("Put the agenda together"), "meetings.agenda"
    if figures.state == M.HELD and figures.has_draft and may_sign:
        label, endpoint = _l("Sign the minutes"), "minutes.sign"
    if endpoint == "actions.index":
        return label, url_for(endpoint, show="open")
    if figures.meeting_id is None:
        return label, url_for(endpoint)
    return label, url_for(endpoint, meeting_id=figures.meeting_id)


def _collect_stage(figures: QuarterFigures, mark: str) -> QuarterStage:
    words = [_("needs"), _("%(number)s offerings", number=figures.offerings)]
    if figures.needs_to_review:
        words.append(_("%(number)s to review", number=figures.needs_to_review))
    url = url_for("needs.index", quarter=quarter_code(figures.quarter))
    return QuarterStage(_("Collect"), str(figures.needs), "", " · ".join(words), url, mark)


def _match_stage(figures: QuarterFigures, mark: str) -> QuarterStage:
    url = url_for("reports.lists", quarter=quarter_code(figures.quarter), show="taken")
    return QuarterStage(
        _("Match"), str(figures.needs_matched), str(figures.needs), _("needs have a partner"), url, mark
    )


def _agenda_stage(figures: QuarterFigures, mark: str) -> QuarterStage:
    words = [_("items on the agenda")]
    if figures.items_proposed:
        words.append(_("%(number)s proposed", number=figures.items_proposed))
    return QuarterStage(_("Agenda"), str(figures.items), "", " · ".join(words), _meeting_url(figures), mark)


def _meeting_stage(figures: QuarterFigures, mark: str) -> QuarterStage:
    held = figures.state in {M.IN_SESSION, M.HELD, M.MINUTES_SIGNED, M.CLOSED}
    number, words = (figures.present, _("units came")) if held else (figures.attending, _("units will come"))
    return QuarterStage(_("Meeting"), str(number), str(figures.seats), words, _meeting_url(figures), mark)


def _minutes_stage(figures: QuarterFigures, mark: str) -> QuarterStage:
    if figures.reference:
        return QuarterStage(_("Minutes"), "✓", "", figures.reference, url_for("minutes.index"), mark)
    words = _("draft") if figures.has_draft else _("after the meeting")
    return QuarterStage(_("Minutes"), "–", "", words, url_for("minutes.index"), mark)


def _follow_up_stage(figures: QuarterFigures, mark: str) -> QuarterStage:
    words = " · ".join((_("overdue"), _("%(number)s open", number=figures.actions_open)))
    url = url_for("actions.index", show="overdue" if figures.actions_overdue else "open")
    late = figures.actions_overdue > 0
    return QuarterStage(_("Follow-up"), str(figures.actions_overdue), "", words, url, mark, is_late=late)


def _meeting_url(figures: QuarterFigures) -> str:
    if figures.meeting_id is None:
        return url_for("meetings.index")
    return url_for("meetings.show", meeting_id=figures.meeting_id)
