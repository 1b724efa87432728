"""Prints the notice of a meeting in the layout of official letters (GB/T 9704-2012, 10.1), PDF/A-2a and PDF/UA-1."""

from collections.abc import Iterator
from math import ceil

from partner_hub.minutes.document import PrintedMinutes, chinese_date
from partner_hub.minutes.notices.notice_letter import COLUMN_SHARES, NoticeLetter
from partner_hub.minutes.press.columns import PrintColumn
from partner_hub.minutes.press.fonts import FontRole, FontSet
from partner_hub.minutes.press.glyph_coverage import MissingGlyphError, TextMarkup, missing_glyphs_in, texts_of_annexes
from partner_hub.minutes.press.render import TYPE_AREA, print_environment, renderer_for, text_width

MAX_LETTERHEAD_POINTS = 36.0
TITLE_POINTS = 22.0  # 二号
DATE_INSET = 4.0  # ems to the right of the date, for the seal


def render_notice(letter: NoticeLetter, fonts: FontSet) -> PrintedMinutes:
    """Raises MissingGlyphError when no font prints one of the characters."""
    if missing := missing_glyphs_in(_texts_of_letter(letter), fonts):
        raise MissingGlyphError(missing)
    return renderer_for(fonts).print_letter(_html_of(letter, fonts))


def _html_of(letter: NoticeLetter, fonts: FontSet) -> str:
    markup = TextMarkup(fonts, frozenset(filter(None, letter.names)))
    issuer, day = text_width(fonts, letter.issuer, FontRole.BODY), chinese_date(letter.dated)
    letterhead = 0.99 * TYPE_AREA / max(text_width(fonts, letter.issuer, FontRole.MARK), 1)
    return print_environment.get_template("notice.html").render(
        document=letter,
        letterhead=round(min(MAX_LETTERHEAD_POINTS, letterhead), 3),
        title_width=_width_of_balanced_lines(text_width(fonts, letter.title, FontRole.MARK)),
        issuer_inset=round(max(0.0, DATE_INSET + (text_width(fonts, day, FontRole.BODY) - issuer) / 2), 3),
        date_inset=DATE_INSET,
        columns=lambda annex: list(map(PrintColumn, COLUMN_SHARES[annex.columns])),
        markup=markup,
        mark_up=lambda text, role: markup.mark_up(text, FontRole(role)),
    )


def _width_of_balanced_lines(width: float) -> int:
    """In ems of the title: so that its lines are about equally long, and none ends with a lonely character."""
    most = int(TYPE_AREA / TITLE_POINTS)
    return min(most, ceil(width / ceil(width / (most - 1))) + 1)


def _texts_of_letter(letter: NoticeLetter) -> Iterator[tuple[str, FontRole, str]]:
    yield "发文机关标志", FontRole.MARK, letter.issuer
    yield "标题", FontRole.MARK, letter.title
    yield "发文机关署名", FontRole.BODY, letter.issuer
    for number, paragraph in enumerate(letter.body, start=1):
        yield f"正文第{number}段", FontRole.HEI, paragraph.heading
        yield f"正文第{number}段", FontRole.BODY, paragraph.text
    yield from texts_of_annexes(letter.annexes)
