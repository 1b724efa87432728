import pytest

from partner_hub.minutes.document import AttendanceList, Attendee
from partner_hub.minutes.press.fonts import FontRole, FontSet
from partner_hub.minutes.press.glyph_coverage import MissingGlyphError, TextMarkup, find_missing_glyphs
from partner_hub.minutes.press.render import render_minutes
from tests.support.minutes import annex, minutes

FONTS = FontSet()
UNASSIGNED = "\U0003fffd"


def set_body(text: str, *names: str) -> str:
    return str(TextMarkup(FONTS, frozenset(names)).mark_up(text, FontRole.BODY))


def test_nothing_is_missing_in_usual_minutes() -> None:
    assert find_missing_glyphs(minutes(annexes=(annex(),)), FONTS) == []


def test_a_missing_character_is_named_with_the_person() -> None:
    people = AttendanceList("出席", (Attendee("区民政局", f"钱{UNASSIGNED}"),))
    (missing,) = find_missing_glyphs(minutes(attendance=(people,)), FONTS)
    assert missing.character == UNASSIGNED
    assert missing.codepoint == "U+3FFFD"
    assert missing.where == f"出席名单：钱{UNASSIGNED}"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"mark": f"{UNASSIGNED}纪要"}, "会议纪要标志"),
        ({"issuer": f"{UNASSIGNED}党委"}, "发文机关"),
        ({"printed_by": f"{UNASSIGNED}办公室"}, "印发机关"),
        ({"body": f"第一段。\n第二段{UNASSIGNED}。"}, "正文第2段"),
        ({"copies_to": (f"{UNASSIGNED}部",)}, "抄送"),
        ({"annexes": (annex(title=f"{UNASSIGNED}清单"),)}, "附件1标题"),
    ],
)
def test_a_missing_character_is_named_with_its_field(changes: dict[str, object], where: str) -> None:
    assert [missing.where for missing in find_missing_glyphs(minutes(**changes), FONTS)] == [where]


def test_no_pdf_is_made_and_the_error_says_what_to_change() -> None:
    with pytest.raises(
        MissingGlyphError,
        match=r"正文第1段“现将\ue000报告”中的字符“\ue000”（U\+E000）没有可用的字体.*PARTNER_HUB_FONTS_FOLDER",
    ) as caught:
        render_minutes(minutes(body="现将\ue000报告"), FONTS)
    assert len(caught.value.missing) == 1


def test_markup_in_a_text_stays_text() -> None:
    assert "<b>" not in set_body("<b>&amp;</b>")
    assert "&lt;b&gt;&amp;amp;" in set_body("<b>&amp;</b>")


def test_a_strange_character_gets_its_own_face() -> None:
    assert set_body("周璟主持") == '周<span class="rare face-thin-song">璟</span>主持'


def test_a_name_is_kept_together_and_the_longest_goes_first() -> None:
    assert set_body("由欧阳堃主持", "欧阳", "欧阳堃").count('class="kept"') == 1


@pytest.mark.parametrize("text", ["2026年", "81.8%的", "3.6万元", "48次", "1,846人", "8:30—", "Wi-Fi 6网", "曼·麦"])
def test_what_belongs_together_is_kept_together(text: str) -> None:
    assert set_body(f"会议{text}").startswith('会议<span class="kept">')
    assert set_body(f"会议{text}").endswith("</span>")
