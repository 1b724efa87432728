"""flask hub minutes: render the minutes of a meeting as PDF or Word, or sign them."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
from flask_babel import gettext as _

from partner_hub.commands.group import format_option, hub, print_rows
from partner_hub.commands.quarter_option import any_meeting_option, meeting_asked_for, regular_meeting_option
from partner_hub.commands.workbooks import community_option
from partner_hub.communities.queries import community_named
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.quarters import Quarter
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.queries import meeting_of_quarter, meeting_record
from partner_hub.minutes import issue_document, printing, queries
from partner_hub.minutes.document import MinutesDocument
from partner_hub.minutes.drafting.current_draft import choices_for
from partner_hub.minutes.gate.gate import results_of_gate
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.minutes.operator_signature import secretary_named, sign_on_behalf
from partner_hub.vocabulary.minutes import OPEN_MINUTES_STATES, DraftLength

QUARTER_OPTION = re.compile(r"(\d{4})-?Q([1-4])", re.IGNORECASE)


@hub.group("minutes")
def minutes_group() -> None:
    """Print and sign minutes."""


@minutes_group.command("render")
@click.option("--community", required=True, help="Name of the community.")
@click.option("--quarter", required=True, help="For instance 2025Q3.")
@click.option(
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write: a PDF, or a Word document when the name ends in .docx.",
)
@click.option("--full", is_flag=True, help="Written anew from the record, with what was said; nothing is saved.")
def render_minutes_of_quarter(community: str, quarter: str, output: Path, *, full: bool) -> None:
    """Write the minutes of a quarter's meeting as they would be issued, signed or not.

    Signed minutes are given out byte for byte as they were issued: as PDF, never as a Word document.
    """
    found = QUARTER_OPTION.fullmatch(quarter)
    if found is None:
        raise DomainError(_("A quarter is written like 2025Q3, not %(text)s.", text=quarter))
    meeting = meeting_of_quarter(community_named(community), int(found[1]), int(found[2]))
    if meeting is None:
        raise DomainError(_("There is no meeting of %(quarter)s.", quarter=quarter))
    content = (_docx_of_meeting if output.suffix.lower() == ".docx" else _pdf_of_meeting)(meeting.id, full=full)
    output.write_bytes(content)
    click.echo(_("%(file)s: %(size)s bytes", file=output, size=len(content)))


def _pdf_of_meeting(meeting_id: int, *, full: bool) -> bytes:
    meeting = meeting_record(meeting_id)
    minutes = queries.minutes_of(meeting)
    version = queries.latest_version(minutes) if minutes else None
    if version:
        return db.session.scalars(db.select(IssuedMinutes.pdf).where(IssuedMinutes.id == version.id)).one()
    return printing.print_minutes(_document_of_meeting(meeting, minutes, full=full)).pdf


def _docx_of_meeting(meeting_id: int, *, full: bool) -> bytes:
    from partner_hub.minutes.word.minutes_docx import minutes_as_docx  # noqa: PLC0415 - most commands write no Word

    meeting = meeting_record(meeting_id)
    minutes = queries.minutes_of(meeting)
    if minutes and minutes.state not in OPEN_MINUTES_STATES:
        raise DomainError(_("These minutes are signed: they are given out as PDF alone."))
    return minutes_as_docx(_document_of_meeting(meeting, minutes, full=full))


def _document_of_meeting(meeting: Meeting, minutes: Minutes | None, *, full: bool) -> MinutesDocument:
    choices = replace(choices_for(meeting.community, minutes), length=DraftLength.FULL) if full else None
    return issue_document.document_to_issue(meeting, minutes, choices=choices)


@minutes_group.command("check")
@community_option
@regular_meeting_option
@any_meeting_option
@format_option
def check_minutes_of_meeting(community: str, quarter: Quarter | None, meeting_id: int | None, form: str) -> None:
    """List what keeps the minutes of a meeting from being signed, and what a person should look at.

    In JSON `blocks` tells the two apart, and `url` is the page where it is mended.
    """
    meeting = meeting_asked_for(community_named(community), quarter, meeting_id)
    minutes = queries.minutes_of(meeting)
    results = results_of_gate(meeting, minutes, issue_document.document_to_issue(meeting, minutes))
    rows = [
        {"check": each.check.value, "blocks": each.blocks, "sentence": str(sentence), "url": url}
        for each in results
        for sentence, url in each.open
    ]
    print_rows(rows, form)


@minutes_group.command("sign")
@community_option
@regular_meeting_option
@any_meeting_option
@click.option("--by", "email", required=True, help="E-mail address of the secretary on whose behalf they are signed.")
@click.option(
    "--dated", type=click.DateTime(["%Y-%m-%d"]), help="The day of issue; without it, that of the draft, else today."
)
@click.option("--looked", is_flag=True, help="Somebody has looked at what may lead to a resident: nothing does.")
def sign_minutes_of_meeting(
    community: str,
    quarter: Quarter | None,
    meeting_id: int | None,
    email: str,
    dated: datetime | None,
    *,
    looked: bool,
) -> None:
    """Sign and file the minutes of a meeting on behalf of a secretary, who is notified.

    Every problem is listed at once. Without a draft, the minutes are written from the record.
    """
    found = community_named(community)
    meeting = meeting_asked_for(found, quarter, meeting_id)
    version = sign_on_behalf(
        meeting, secretary_named(found, email), dated=dated.date() if dated else None, looked=looked
    )
    db.session.commit()
    click.echo(_("Signed and filed as %(reference)s.", reference=version.reference))
