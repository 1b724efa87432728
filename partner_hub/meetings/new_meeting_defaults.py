"""Defaults of the form for a new meeting."""

from datetime import date
from typing import Any

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.permissions import Role
from partner_hub.core.quarters import quarter_after, quarter_code
from partner_hub.core.template_filters import quarter_name
from partner_hub.meetings import queries

YEARS_BACK, QUARTERS_OFFERED = 2, 13


def quarters_offered(today: date) -> list[tuple[str, str]]:
    """Pairs of 2026Q4 and its name, the farthest ahead first; past ones are for meetings recorded afterwards."""
    year, quarter = clock.quarter_of(today)
    found = [(year - YEARS_BACK, quarter)]
    while len(found) < QUARTERS_OFFERED:
        found.append(quarter_after(found[-1]))
    return [(quarter_code(each), quarter_name(*each)) for each in reversed(found)]


def defaults_for_new_meeting(actor: Actor, community: Community) -> dict[str, Any]:
    """The first quarter from now without a meeting; place and chair of the last one; the clerk as recorder."""
    last = queries.latest_meeting(community)
    chair = queries.person_in_role(community.id, Role.SECRETARY)
    recorder = queries.user_or_none(actor.user_id)
    return {
        "quarter": _first_free_quarter(community),
        "planned_minutes": community.meeting_minutes,
        "place": last.place if last else "",
        "chair_name": last.chair_name if last else chair.name if chair else "",
        "chair_title": last.chair_title if last else chair.title if chair else "",
        "recorder_name": recorder.name if recorder else "",
        "recorder_title": recorder.title if recorder else "",
        "standing_agenda": True,
        "own_people": True,
    }


def _first_free_quarter(community: Community) -> str:
    found = clock.quarter_of(clock.local_today())
    while queries.meeting_of_quarter(community, *found):
        found = quarter_after(found)
    return quarter_code(found)
