"""Text that a layout sets where no paper is: a line that cannot be broken, a cell that is higher than a page."""

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from partner_hub.minutes.document import MinutesDocument
from partner_hub.minutes.press.off_paper import OffPaper, OffPaperError

SHOWN_CHARACTERS = 12
MAX_HEAD = 200  # characters; a community's settings take 120
# CSS pixels that a blank or a closing mark may hang over the edge.
TOLERANCE = 2.0
# What stands in which part of the page, by the class or the tag of its element.
PLACES = {
    "mark": "会议纪要标志",
    "issuer": "发文机关",
    "dated": "发文机关",
    "version": "版本说明",
    "copies": "抄送",
    "printed": "印发机关",
    "annex-title": "附件标题",
    "th": "附件表头",
    "td": "附件",
    "listed": "名单",
}
TEXT = "正文"


def require_short_heads(document: MinutesDocument) -> None:
    """Raises OffPaperError at once for what the layout would try for minutes to get into the head or the imprint."""
    heads = {"会议纪要标志": document.mark, "发文机关": document.issuer, "印发机关": document.printed_by}
    if long := [OffPaper(name, text[:SHOWN_CHARACTERS]) for name, text in heads.items() if len(text) > MAX_HEAD]:
        raise OffPaperError(long)


def require_on_paper(layout: Any) -> None:
    """Raises OffPaperError."""
    found: dict[str, OffPaper] = {}
    for page in layout.pages:
        for box, place in _texts_of_box(page._page_box, TEXT):  # noqa: SLF001
            if _is_off(box, page):
                found.setdefault(place, OffPaper(place, box.text.strip()[:SHOWN_CHARACTERS]))
    if found:
        raise OffPaperError(list(found.values()))


def _texts_of_box(box: Any, place: str) -> Iterator[tuple[Any, str]]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001
    if isinstance(box, boxes.TextBox):
        yield box, place
    elif isinstance(box, boxes.ParentBox):
        place = _place_of_element(box.element) or place
        for child in box.children:
            yield from _texts_of_box(child, place)


def _place_of_element(element: Any) -> str:
    if element is None:
        return ""
    names = (element.tag, *element.get("class", "").split())
    return next((PLACES[name] for name in names if name in PLACES), "")


def _is_off(box: Any, page: Any) -> bool:
    right, bottom = box.position_x + box.width, box.position_y + box.height
    return bool(
        box.text.strip()
        and (
            box.position_x < -TOLERANCE
            or box.position_y < -TOLERANCE
            or right > page.width + TOLERANCE
            or bottom > page.height + TOLERANCE
        )
    )
