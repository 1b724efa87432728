"""Pages of the joint meeting, one file a noun."""

from partner_hub.meetings import seat_hooks
from partner_hub.meetings.views import (
    agenda,
    agenda_templates,
    answer_links,
    answers,
    attachments,
    attendance,
    guests,
    lines,
    meeting,
    notice,
    proposals,
    record,
)
from partner_hub.meetings.views.answer_pages import blueprint as answer_blueprint
from partner_hub.meetings.views.blueprint import blueprint

__all__ = [
    "agenda",
    "agenda_templates",
    "answer_blueprint",
    "answer_links",
    "answers",
    "attachments",
    "attendance",
    "blueprint",
    "guests",
    "lines",
    "meeting",
    "notice",
    "proposals",
    "record",
    "seat_hooks",
]
