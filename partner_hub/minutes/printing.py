"""Prints with the fonts of this installation, on the press of this application; refusals name the place in the text."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from flask import Flask, current_app
from flask_babel import gettext as _

from partner_hub.core.errors import SeveralFaults
from partner_hub.minutes.document import MinutesDocument, PrintedMinutes
from partner_hub.minutes.press import works
from partner_hub.minutes.press.fonts import REPOSITORY_FOLDER, FontSet
from partner_hub.minutes.press.glyph_coverage import MissingGlyph, MissingGlyphError
from partner_hub.minutes.press.off_paper import OffPaperError
from partner_hub.minutes.press.pictures import PagePicture
from partner_hub.minutes.press.press import Press, PressBeside, PressHere, Ticket
from partner_hub.minutes.press.shelf import Shelf

PRESS, SHELF, TOOLCHAIN = "press", "press_shelf", "press_toolchain"


def start_press(app: Flask) -> None:
    """For a server: a process beside it that prints, warm before the first visitor wants a PDF."""
    with app.app_context():
        press = PressBeside(configured_fonts())
    press.start()
    app.extensions[PRESS] = press


def hand_in(work: Callable[..., Any], *arguments: Any) -> Ticket:
    """Of a work and its arguments, see press/press.py; the result is fetched with `collect`."""
    press: Press = current_app.extensions.get(PRESS) or PressHere(configured_fonts())
    return press.hand_in(work, *arguments)


def collect(ticket: Ticket) -> Any:
    """Waits.

    Raises SeveralFaults that names each character without a glyph, or each text without room, and where it stands; or
    PressError.
    """
    with _explained_refusals():
        return ticket.made.result()


def print_minutes(document: MinutesDocument) -> PrintedMinutes:
    """Raises as `collect`."""
    return cast("PrintedMinutes", collect(print_soon(document)))


def print_soon(document: MinutesDocument) -> Ticket:
    """The ticket of a PrintedMinutes; that of the same document, when it was printed lately."""
    key = sha256(document.to_json().encode("utf-8", "surrogatepass")).hexdigest()
    shelf: Shelf = current_app.extensions.setdefault(SHELF, Shelf())
    return shelf.ticket(key, lambda: hand_in(works.print_document, document))


def print_ahead(document: MinutesDocument) -> None:
    """For somebody who is going to take a lock and print under it: most of the work is done now."""
    toolchain_of_minutes()
    print_minutes(document)


def picture_page(printed: PrintedMinutes, page: int, near: str = "") -> PagePicture:
    """A page as a picture, see press/pictures.py."""
    return cast("PagePicture", collect(hand_in(works.picture_page, printed.pdf, page, near)))


def characters_without_font(document: MinutesDocument) -> list[tuple[str, str]]:
    """Each character that no font here prints as (sentence, the text around it), before anything is printed."""
    found: list[MissingGlyph] = collect(hand_in(works.missing_glyphs, document))
    return [(_sentence_without_font(each), each.context) for each in found]


def _sentence_without_font(missing: MissingGlyph) -> str:
    place = _sentence_of_missing_glyph(missing)
    return _("No font prints this (another one may: PARTNER_HUB_FONTS_FOLDER): %(place)s", place=place)


def toolchain_of_minutes() -> dict[str, str]:
    """What prints minutes here, to be filed with a version: libraries with versions, font files with SHA-256."""
    told = current_app.extensions
    if TOOLCHAIN not in told:
        told[TOOLCHAIN] = collect(hand_in(works.tell_toolchain))
    return cast("dict[str, str]", told[TOOLCHAIN])


def configured_fonts() -> FontSet:
    settings = current_app.extensions["settings"]
    return _load_fonts(settings.fandol_folder, settings.fonts_folder)


@lru_cache(maxsize=4)
def _load_fonts(fandol: str, licensed: str) -> FontSet:
    return FontSet(REPOSITORY_FOLDER / fandol, Path(licensed) if licensed else None)


@contextmanager
def _explained_refusals() -> Iterator[None]:
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
    except OffPaperError as error:
        raise SeveralFaults(
            _("This does not fit on the paper. Please shorten it, or put blanks into it where a line may end:"),
            [(_("%(where)s: “%(context)s…”", where=each.where, context=each.context), "") for each in error.places],
        ) from error


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
