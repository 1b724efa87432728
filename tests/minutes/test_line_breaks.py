"""Lines are counted before the layout; where the layout breaks them otherwise, it is made a second time."""

import pytest

from partner_hub.minutes.document import MinutesDocument
from partner_hub.minutes.press import render
from partner_hub.minutes.press.chinese_justification import imprint_points, measure_paragraphs
from partner_hub.minutes.press.flow import copies_of
from partner_hub.minutes.press.fonts import FontRole, FontSet
from partner_hub.minutes.press.glyph_coverage import TextMarkup
from partner_hub.minutes.press.line_breaks import pieces_of, set_lines
from partner_hub.minutes.press.pagination import plan_pages
from tests.support.minutes import minutes, minutes_of_pages

FONTS = FontSet()
MARKUP = TextMarkup(FONTS, frozenset({"欧阳堃"}))


def pieces(text: str) -> list[str]:
    def measure(part: str, role: FontRole) -> float:
        return render.text_width(FONTS, part, role)

    return [piece.text for piece in pieces_of([(text, FontRole.BODY)], MARKUP, measure)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("听取汇报，", "听 取 汇 报，"),
        ("由欧阳堃负责。", "由 欧阳堃 负 责。"),
        ("于2026年7月21日前", "于 2026年 7月21日 前"),
        ("《办法（试行）》要", "《办 法 （试 行）》 要"),
        ("设“课堂”等", "设 “课 堂” 等"),
        ("好——快", "好 —— 快"),
        ("等……请", "等…… 请"),
    ],
)
def test_a_line_ends_only_between_pieces(text: str, parts: str) -> None:
    assert pieces(text) == parts.split()


def test_lines_are_filled_one_after_the_other() -> None:
    texts = [("某" * 60, FontRole.BODY)]
    way = set_lines(pieces_of(texts, MARKUP, lambda part, _: float(len(part))), 26, 28)
    assert (way.lines, way.last) == (3, 6)


@pytest.mark.parametrize(
    "document",
    [minutes_of_pages(6), minutes(copies_to=("市第五人民医院柳荫院区党支部",) * 9)],
    ids=["long", "many copies"],
)
def test_the_layout_has_the_lines_that_were_counted(document: MinutesDocument) -> None:
    manuscript = render.MinutesHtml(document, FONTS)
    flow = manuscript.flow()
    spacing = plan_pages(flow)
    layout = render.renderer_for(FONTS).lay_out(manuscript.html(spacing))
    seen = measure_paragraphs(layout)
    assert [way.lines for way in spacing.ways] == [seen[number].lines for number in range(len(seen))]
    several = [number for number, way in enumerate(spacing.ways) if way.lines > 1]
    assert [spacing.ways[number].last for number in several] == pytest.approx(
        [seen[number].last for number in several], abs=0.6
    )
    assert imprint_points(layout) / render.LINE_POINTS == pytest.approx(flow.imprint, abs=0.01)


def test_the_imprint_names_who_gets_copies() -> None:
    assert copies_of(minutes(copies_to=("甲", "乙"))) == "抄送：甲，乙。"
