"""The document of a meeting as it would be issued now, and its print with the fonts of this installation."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from partner_hub.core import clock
from partner_hub.core.errors import SeveralFaults
from partner_hub.meetings.models import Meeting
from partner_hub.minutes import queries
from partner_hub.minutes.build_document import build_minutes_document
from partner_hub.minutes.document import DocumentNumber, MinutesDocument, PrintedMinutes
from partner_hub.minutes.drafting.draft import generate_draft
from partner_hub.minutes.drafting.record import meeting_record_of
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.press.fonts import REPOSITORY_FOLDER, FontSet
from partner_hub.minutes.press.glyph_coverage import MissingGlyph, MissingGlyphError, find_missing_glyphs
from partner_hub.minutes.review.version_line import correction_of


def configured_fonts() -> FontSet:
    settings = current_app.extensions["settings"]
    return _load_fonts(settings.fandol_folder, settings.fonts_folder)


@lru_cache(maxsize=4)
def _load_fonts(fandol: str, licensed: str) -> FontSet:
    return FontSet(REPOSITORY_FOLDER / fandol, Path(licensed) if licensed else None)


def document_to_issue(meeting: Meeting, minutes: Minutes | None, *, draft: bool = False) -> MinutesDocument:
    """What would be issued now. Without a draft on file the body is generated from the record.

    The date is the one set for the minutes, else the day of the meeting: never that of the clock.
    """
    record = meeting_record_of(meeting)
    dated = (minutes and minutes.dated) or clock.to_local(meeting.actual_start or meeting.planned_start).date()
    body = minutes.body if minutes else generate_draft(record)
    number = number_of_minutes(meeting, minutes, dated.year)
    document = build_minutes_document(record, meeting.community, body=body, number=number, dated=dated, draft=draft)
    correction = correction_of(minutes)
    return correction.mark(document) if correction else document


def number_of_minutes(meeting: Meeting, minutes: Minutes | None, year: int) -> DocumentNumber:
    """The number it has, or the one it would get; a correction keeps the number of what it replaces."""
    before = queries.latest_version(minutes) if minutes else None
    return (
        DocumentNumber(before.year, before.number) if before else queries.next_document_number(meeting.community, year)
    )


def print_minutes(document: MinutesDocument) -> PrintedMinutes:
    """Raises SeveralFaults that names each character without a glyph and the person or line it stands in."""
    from partner_hub.minutes.press.render import render_minutes  # noqa: PLC0415 - see load_layout_engine

    with explained_missing_glyphs():
        return render_minutes(document, configured_fonts())


@contextmanager
def explained_missing_glyphs() -> Iterator[None]:
    """Around whatever prints. Raises SeveralFaults that names each character without a glyph and where it stands."""
    try:
        yield
    except MissingGlyphError as error:
        raise SeveralFaults(
            _(
                "No font here has these characters. Have the operator put a font that holds them into the folder of "
                "PARTNER_HUB_FONTS_FOLDER, or describe the character in words, as agreed with the person:"
            ),
            [(_sentence_of_missing_glyph(missing), "") for missing in error.missing],
        ) from error


def characters_without_font(document: MinutesDocument) -> list[tuple[str, str]]:
    """Each character that no font here prints as (sentence, ""), before anything is printed."""
    places = map(_sentence_of_missing_glyph, find_missing_glyphs(document, configured_fonts()))
    return [
        (_("No font prints this (another one may: PARTNER_HUB_FONTS_FOLDER): %(place)s", place=at), "") for at in places
    ]


def _sentence_of_missing_glyph(missing: MissingGlyph) -> str:
    sentence = _(
        "%(where)s: “%(character)s” (%(codepoint)s) in “%(context)s”",
        where=missing.where,
        character=missing.character,
        codepoint=missing.codepoint,
        context=missing.context,
    )
    if not missing.is_private:
        return sentence
    return sentence + _(" - known to one computer system alone, so no font helps: please ask which character is meant")


def toolchain_of_minutes() -> dict[str, str]:
    """What prints minutes here, to be filed with a version: libraries with versions, font files with SHA-256."""
    from partner_hub.minutes.press.render import toolchain_versions  # noqa: PLC0415 - see load_layout_engine

    return toolchain_versions(configured_fonts())


def load_layout_engine() -> None:
    """For a server, before the first visitor wants a PDF.

    WeasyPrint takes a third of a start, and most commands print nothing: only what prints imports it.
    """
    from partner_hub.minutes.press import render  # noqa: F401, PLC0415 - to be loaded, as said above
