"""A page of a finished PDF as a picture, in the few colours that minutes have."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image

WIDTH = 800  # pixels
# Half of the palette are greys, half are the tones between the red of the mark and the paper.
TONES = 16
RED = (230, 0, 18)
# So few characters of a text say on which page it stands; what is shorter is found on too many.
SHORTEST_WORDS = 4


@dataclass(frozen=True)
class PagePicture:
    """A PNG of page number `page` of `pages`."""

    png: bytes
    page: int
    pages: int


def draw_page(pdf: bytes, page: int, near: str = "") -> PagePicture:
    """The page on which the words `near` stand, else that of the number; of numbers too large, the last."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = len(document)
        number = _page_with(document, near) or min(max(page, 1), pages)
        sheet = document[number - 1]
        drawn = sheet.render(scale=WIDTH / sheet.get_width()).to_pil()
        return PagePicture(_png_of(drawn), number, pages)


def _page_with(document: Any, words: str) -> int | None:
    wanted = "".join(words.split())
    if len(wanted) < SHORTEST_WORDS:
        return None
    texts = ("".join(sheet.get_textpage().get_text_bounded().split()) for sheet in document)
    return next((number for number, text in enumerate(texts, start=1) if wanted in text), None)


def _png_of(drawn: Image.Image) -> bytes:
    png = BytesIO()
    drawn.quantize(palette=_few_colours(), dither=Image.Dither.NONE).save(png, "PNG")
    return png.getvalue()


def _few_colours() -> Image.Image:
    steps = [step / (TONES - 1) for step in range(TONES)]
    greys = [(round(255 * step),) * 3 for step in steps]
    reds = [tuple(round(ink + (255 - ink) * step) for ink in RED) for step in steps]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in (*greys, *reds) for value in colour])
    return palette
