"""flask hub import meeting: the record of a past meeting; flask hub meeting plan: a meeting to come."""

from datetime import datetime, time
from pathlib import Path
from typing import cast

import click
from flask_babel import gettext as _

from partner_hub.commands.agenda import print_agenda
from partner_hub.commands.group import format_option, hub
from partner_hub.commands.quarter_option import quarter_option
from partner_hub.commands.workbooks import bring_in, community_option
from partner_hub.communities.models import Community
from partner_hub.communities.quarter_queries import quarter_row
from partner_hub.communities.queries import community_named
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.quarters import Quarter
from partner_hub.imports.past_meeting.import_meeting import import_meeting
from partner_hub.meetings.new_meeting_defaults import defaults_for_new_meeting
from partner_hub.meetings.queries import latest_meeting, meeting_record
from partner_hub.meetings.service import NewMeeting, plan_meeting

# Local time of a community's first meeting.
USUAL_TIME = time(15)


@bring_in.command("meeting")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@community_option
def import_past_meeting(file: Path, community: str) -> None:
    """Bring in the record of a past meeting (JSON); units, offerings and needs must be on record before."""
    found = community_named(community)
    done = import_meeting(Actor.of_operator(found.id), found, data=file.read_bytes(), filename=file.name)
    db.session.commit()
    for doubt in done.doubts:
        click.echo(doubt)
    if done.is_new:
        click.echo(_("%(title)s was brought in.", title=done.meeting.title))
    else:
        click.echo(_("%(title)s had been brought in before; nothing changed.", title=done.meeting.title))


@hub.group("meeting")
def meeting_group() -> None:
    """Plan meetings."""


@meeting_group.command("plan")
@community_option
@quarter_option
@click.option(
    "--date", "day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day, for instance 2025-12-12."
)
@format_option
def plan_regular_meeting(community: str, quarter: Quarter, day: datetime, form: str) -> None:
    """Plan the regular meeting of a quarter with the standing order of the agenda, which fills itself.

    The hour is that of the last meeting, else 15:00. What came onto the agenda is printed.
    """
    found = community_named(community)
    actor = Actor.of_operator(found.id)
    meeting = plan_meeting(actor, found, data=_plan_of_meeting(actor, found, quarter, day))
    db.session.commit()
    if form == "text":
        click.echo(_("%(title)s is planned.", title=meeting.title))
    print_agenda(meeting_record(meeting.id), form)


def _plan_of_meeting(actor: Actor, community: Community, quarter: Quarter, day: datetime) -> NewMeeting:
    """As the page proposes it; what was written down when the quarter was opened comes first."""
    last, row = latest_meeting(community), quarter_row(community.id, quarter)
    hour = clock.to_local(last.planned_start).time() if last else USUAL_TIME
    planned = {name: getattr(row, name) for name in ("theme", "place", "chair_name", "chair_title")} if row else {}
    return cast(
        "NewMeeting",
        defaults_for_new_meeting(actor, community)
        | {name: words for name, words in planned.items() if words}
        | {"year": quarter[0], "quarter": quarter[1], "planned_start": clock.from_local(datetime.combine(day, hour))},
    )
