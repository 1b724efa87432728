"""The options --quarter 2025Q3 and --meeting ID, checked before a command runs."""

from typing import Any

import click
from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.quarters import Quarter, parse_quarter, quarter_code
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.queries import meeting_of_quarter, meeting_record


class _QuarterType(click.ParamType[Quarter]):
    name = "quarter"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Quarter:
        """(2025, 3) of 2025Q3, 2025-Q3 or 2025q3; fails with a sentence for anything else."""
        found = parse_quarter(str(value).upper().replace("-", ""))
        if found is None:
            self.fail(_("A quarter is written like 2025Q3, not %(text)s.", text=value), param, ctx)
        return found


quarter_option = click.option("--quarter", required=True, type=_QuarterType(), help="For instance 2025Q3.")
regular_meeting_option = click.option("--quarter", type=_QuarterType(), help="The regular meeting of 2025Q3.")
list_quarter_option = click.option(
    "--quarter", type=_QuarterType(), help="The quarter the needs are for; without it, the one each was raised in."
)
any_meeting_option = click.option("--meeting", "meeting_id", type=int, help="Any meeting, by its number.")


def meeting_asked_for(community: Community, quarter: Quarter | None, meeting_id: int | None) -> Meeting:
    """The meeting that --quarter or --meeting names, with its whole record.

    Raises:
        DomainError: not exactly one of them is given, or the community has no such meeting.
    """
    if (quarter is None) == (meeting_id is None):
        raise DomainError(_("Please give either --quarter or --meeting."))
    if quarter is not None:
        found = meeting_of_quarter(community, *quarter)
    else:
        here = db.select(Meeting).where(Meeting.community_id == community.id)
        found = db.session.scalar(here.where(Meeting.id == meeting_id))
    if found is None:
        wanted = quarter_code(quarter) if quarter else meeting_id
        raise DomainError(_("There is no meeting of %(quarter)s.", quarter=wanted))
    return meeting_record(found.id)
