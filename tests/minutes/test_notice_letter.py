"""The notice of a meeting on paper: what it says, how it lies on the page, and that what was sent stays as it was."""

import pytest
from flask import Flask

from partner_hub.core.db import db
from partner_hub.meetings import agenda
from partner_hub.meetings.notice_facts import AgendaFact
from partner_hub.meetings.notice_queries import notice_state_of
from partner_hub.meetings.notices import send_change_list
from partner_hub.meetings.service import edit_meeting, take_step
from partner_hub.minutes.notices.notice_letter import NoticeLetter, notice_letter_of
from partner_hub.minutes.notices.notice_print import render_notice
from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.glyph_coverage import MissingGlyphError
from partner_hub.vocabulary.meeting import ItemKind, MeetingState
from tests.support.gathering import a_gathering
from tests.support.letter import SENT_ON, a_letter, facts
from tests.support.page import SignedIn
from tests.support.printed import Printed
from tests.support.world import World

FONTS = FontSet()


def printed(letter: NoticeLetter) -> Printed:
    return Printed(render_notice(letter, FONTS).pdf)


def words_of(letter: NoticeLetter) -> list[str]:
    return [str(paragraph) for paragraph in letter.body]


def test_it_says_when_where_what_about_and_who() -> None:
    letter = a_letter(items=2)
    assert letter.title == "关于召开柳岸社区2026年第四季度党建联席会的通知"
    assert words_of(letter)[:-1] == [
        "经研究，定于2026年12月10日召开柳岸社区2026年第四季度党建联席会。现将有关事项通知如下：",
        "一、会议时间：2026年12月10日（星期四）15:00，会期约120分钟。",
        "二、会议地点：二楼议事厅",
        "三、会议主题：冬日暖邻",
        "四、会议主持：党委书记沈若溪",
        "五、参会人员：各近邻合伙人单位负责人或者其委托的代表1名（名单见附件1）。",
        "六、会议议程",
        "1.第1号议题（江州市第二医院，10分钟）",
        "2.第2号议题（江州市第二医院，10分钟）",
    ]
    assert words_of(letter)[-1].startswith("七、有关要求：")
    assert words_of(letter)[-1].endswith("联系电话：0591-83331234。")


def test_what_is_not_known_leaves_no_gap_in_the_numbers() -> None:
    letter = a_letter(units=0, items=0, place="", theme="", chair="", minutes=None, contact="")
    headings = [paragraph.heading for paragraph in letter.body if paragraph.heading]
    assert headings == ["一、会议时间：", "二、参会人员：", "三、有关要求："]
    assert letter.annex_titles == ["1.参会回执"]


@pytest.mark.parametrize(("units", "columns", "rows"), [(5, 2, 5), (41, 4, 21)])
def test_every_unit_stands_in_the_list_once(units: int, columns: int, rows: int) -> None:
    listed = a_letter(units=units).annexes[0]
    assert (len(listed.columns), len(listed.rows)) == (columns, rows)
    cells = [cell for row in listed.rows for cell in row[1::2] if cell]
    assert sorted(cells) == sorted(facts(units=units).units)


def test_a_change_list_says_what_changed_and_how_it_is_now(app: Flask) -> None:
    now = facts(items=1, place="三楼会议室")
    letter = notice_letter_of(now, dated=SENT_ON, before=facts(items=1))
    assert letter.title == "关于调整柳岸社区2026年第四季度党建联席会安排的通知"
    assert words_of(letter)[1:3] == ["1.地点：改为三楼会议室（原为二楼议事厅）", "调整后的安排如下："]
    assert "二、会议地点：三楼会议室" in words_of(letter)


def test_it_lies_on_the_page_as_official_letters_do() -> None:
    letter = printed(a_letter())
    first, last = letter.sheets[0], letter.sheets[-1]
    head, foot = first.rules(30, 60), first.rules(270, 280)
    assert [round(rule.right - rule.left) for rule in (*head, *foot)] == [170] * 4
    assert 276.5 < foot[-1].bottom < 277.5
    text = first.text.replace("\n", "")
    assert "各近邻合伙人单位：" in text
    assert "—" not in first.lines[-1].text, "a letter's first page has no number"
    assert "参会回执" in last.text
    assert "□请假" in last.text
    assert len(letter.sheets) == 4
    assert all("41号" not in sheet.text for sheet in letter.sheets[:2])


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert render_notice(a_letter(), FONTS).pdf == render_notice(a_letter(), FONTS).pdf


def test_a_character_without_a_font_is_named_with_its_place() -> None:
    with pytest.raises(MissingGlyphError, match="正文第8段"):
        render_notice(a_letter(items=0, agenda=(AgendaFact(1, "议\ue000题"),)), FONTS)


def test_markup_in_titles_is_printed_as_typed() -> None:
    text = printed(a_letter(title="<b>会</b>&amp;议", units=1, items=1)).text
    assert "<b>会</b>&amp;议" in text.replace("\n", "")


def test_what_was_sent_stays_as_it_was(world: World, signed_in: SignedIn) -> None:
    meeting = a_gathering(world, ItemKind.MATCHING)
    clerk, liaison = signed_in("staff"), signed_in("unit_member")
    assert "Notice to print, as it would be sent today (PDF)" in clerk.page(world.url(f"meetings/{meeting.id}")).links()
    take_step(world.actor("staff"), meeting, MeetingState.CALLED)
    db.session.commit()
    first = liaison.get(world.url(f"meetings/{meeting.id}/notice-1.pdf"))
    assert first.mimetype == "application/pdf"
    assert liaison.get(world.url(f"meetings/{meeting.id}/notice-2.pdf")).status_code == 404

    edit_meeting(world.actor("staff"), meeting, data={"place": "三楼会议室"})
    agenda.add_agenda_item(world.actor("staff"), meeting, data={"title": "停车难"})
    send_change_list(world.actor("staff"), meeting, seen=notice_state_of(meeting).now.digest)
    meeting.community.party_committee, meeting.community.hotline = "另一个名字", "0591-12345678"
    db.session.commit()
    assert liaison.get(world.url(f"meetings/{meeting.id}/notice-1.pdf")).data == first.data
    second = Printed(liaison.get(world.url(f"meetings/{meeting.id}/notice-2.pdf")).data).text.replace("\n", "")
    assert "地点：改为三楼会议室（原为二楼议事厅）" in second
    links = liaison.page(world.url(f"meetings/{meeting.id}")).links()
    assert [link.partition(" of ")[0] for link in links if link.endswith("(PDF)")] == ["Notice", "Change list"]
