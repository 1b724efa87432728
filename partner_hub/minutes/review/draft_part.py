"""What of a draft in review concerns each unit: shown to its people, without personal data of residents."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy import select

from partner_hub.core.db import db
from partner_hub.meetings.queries import meeting_record, names_at_meetings
from partner_hub.minutes.document import MinutesDocument, Paragraph
from partner_hub.minutes.issue_document import document_to_issue
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.review.names_of_units import every_name_of_units
from partner_hub.minutes.review.unit_part import part_of_unit
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import names_of_partners
from partner_hub.privacy import mask_personal_data


def parts_of_draft(minutes: Minutes, unit_ids: Sequence[int]) -> dict[int, MinutesDocument]:
    """By unit, without those of which the draft says nothing."""
    document = _draft_of(minutes)
    names = every_name_of_units(minutes.meeting.community_id, document)
    parts = {unit_id: part_of_unit(document, unit_id, names, is_signed=False) for unit_id in unit_ids}
    known = names_of_partners(minutes.meeting.community_id) | names_at_meetings(minutes.meeting.community_id)
    return {
        unit_id: _masked_part(part, known | document.people)
        for unit_id, part in parts.items()
        if part.body or part.annexes or part.attendance
    }


def units_in_draft(minutes: Minutes) -> Sequence[Partnership]:
    """Every unit that the draft names."""
    document = _draft_of(minutes)
    names = every_name_of_units(minutes.meeting.community_id, document)
    cells = (cell for annex in document.annexes for row in annex.rows for cell in row)
    seated = (each.unit for listed in document.attendance for each in listed.attendees)
    found = names.units_in("\n".join((*map(str, document.body), *cells, *seated)))
    return db.session.scalars(select(Partnership).where(Partnership.id.in_(found)).order_by(Partnership.id)).all()


def _draft_of(minutes: Minutes) -> MinutesDocument:
    return document_to_issue(meeting_record(minutes.meeting_id), minutes, draft=True)


def _masked_part(part: MinutesDocument, known: frozenset[str]) -> MinutesDocument:
    """The unit's own delegates are no residents, nor is whoever sat at a meeting."""
    mask = partial(mask_personal_data, known=known)
    body = (Paragraph(mask(each.text), mask(each.heading), each.level) for each in part.body)
    annexes = (replace(annex, rows=tuple(tuple(map(mask, row)) for row in annex.rows)) for annex in part.annexes)
    return replace(part, body=tuple(body), annexes=tuple(annexes))
