"""flask hub minutes ..."""

import re
from pathlib import Path

import click
from flask_babel import gettext as _

from partner_hub.commands.group import hub
from partner_hub.communities.queries import community_named
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.meetings.queries import meeting_of_quarter, meeting_record
from partner_hub.minutes import issue_document, queries
from partner_hub.minutes.models import IssuedMinutes

QUARTER_OPTION = re.compile(r"(\d{4})-?Q([1-4])", re.IGNORECASE)


@hub.group("minutes")
def minutes_group() -> None:
    """Print minutes."""


@minutes_group.command("render")
@click.option("--community", required=True, help="Name of the community.")
@click.option("--quarter", required=True, help="For instance 2025Q3.")
@click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
def render_minutes_of_quarter(community: str, quarter: str, output: Path) -> None:
    """Write the minutes of a quarter's meeting as PDF, as they would be issued, signed or not.

    Signed minutes are given out byte for byte as they were issued.
    """
    found = QUARTER_OPTION.fullmatch(quarter)
    if found is None:
        raise DomainError(_("A quarter is written like 2025Q3, not %(text)s.", text=quarter))
    meeting = meeting_of_quarter(community_named(community), int(found[1]), int(found[2]))
    if meeting is None:
        raise DomainError(_("There is no meeting of %(quarter)s.", quarter=quarter))
    pdf = _pdf_of_meeting(meeting.id)
    output.write_bytes(pdf)
    click.echo(_("%(file)s: %(size)s bytes", file=output, size=len(pdf)))


def _pdf_of_meeting(meeting_id: int) -> bytes:
    meeting = meeting_record(meeting_id)
    minutes = queries.minutes_of(meeting)
    version = queries.latest_version(minutes) if minutes else None
    if version:
        return db.session.scalars(db.select(IssuedMinutes.pdf).where(IssuedMinutes.id == version.id)).one()
    return issue_document.print_minutes(issue_document.document_to_issue(meeting, minutes)).pdf
