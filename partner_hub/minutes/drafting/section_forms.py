"""The draft as its page shows it: sections with a heading, each with the fields of its passages."""

from dataclasses import dataclass, field

from wtforms import Field

from partner_hub.minutes.drafting.draft_forms import DraftForm
from partner_hub.minutes.drafting.passages import chinese_numeral
from partner_hub.minutes.drafting.stored_passages import DraftPassage
from partner_hub.vocabulary.minutes import PassageKind


@dataclass
class ShownSection:
    """`number` as it will be printed, "" for what stands before the first heading or does not appear at all."""

    heading: DraftPassage | None = None
    heading_field: Field | None = None
    number: str = ""
    passages: list[tuple[DraftPassage, Field | None]] = field(default_factory=list)


def sections_of_draft(form: DraftForm) -> list[ShownSection]:
    """Lists and annexes only where the record has changed: they cannot be edited here."""
    sections = [ShownSection()]
    for passage in form.draft:
        if passage.kind is PassageKind.HEADING:
            sections.append(ShownSection(passage, form.field_of(passage)))
        elif passage.kind is not PassageKind.TABLE or not passage.is_seen:
            sections[-1].passages.append((passage, form.field_of(passage)))
    _number_sections(sections)
    return [section for section in sections if section.passages]


def _number_sections(sections: list[ShownSection]) -> None:
    printed = [each for each in sections if each.heading and any(passage.text for passage, _field in each.passages)]
    for number, section in enumerate(printed, start=1):
        section.number = f"{chinese_numeral(number)}、"
