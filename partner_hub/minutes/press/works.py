"""What a press can be asked to do: plain data in, plain data out; the fonts of the installation come last.

WeasyPrint takes a third of a start, and a server prints in a process of its own: it is imported where it is used.
"""

from partner_hub.minutes.document import MinutesDocument, PrintedMinutes
from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.glyph_coverage import MissingGlyph, find_missing_glyphs
from partner_hub.minutes.press.pictures import PagePicture, draw_page


def print_document(document: MinutesDocument, fonts: FontSet) -> PrintedMinutes:
    """Raises MissingGlyphError when no font prints one of the characters, OffPaperError when a text does not fit."""
    from partner_hub.minutes.press.render import render_minutes  # noqa: PLC0415 - see above

    return render_minutes(document, fonts)


def picture_page(pdf: bytes, page: int, near: str, _fonts: FontSet) -> PagePicture:
    return draw_page(pdf, page, near)


def missing_glyphs(document: MinutesDocument, fonts: FontSet) -> list[MissingGlyph]:
    return find_missing_glyphs(document, fonts)


def tell_toolchain(fonts: FontSet) -> dict[str, str]:
    from partner_hub.minutes.press.render import toolchain_versions  # noqa: PLC0415 - see above

    return toolchain_versions(fonts)


def warm_up(fonts: FontSet) -> None:
    """Load the layout engine and the tables of every font, so that the first print waits for neither."""
    from partner_hub.minutes.press.render import warm_renderer  # noqa: PLC0415 - see above

    warm_renderer(fonts)
