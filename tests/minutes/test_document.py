from datetime import date

import pytest

from partner_hub.minutes.document import (
    Annex,
    AttendanceList,
    Attendee,
    DocumentNumber,
    MinutesDocument,
    clean_text,
    join_attendees,
)
from tests.support.minutes import annex, minutes


def test_the_record_comes_back_from_its_json_exactly() -> None:
    document = minutes(annexes=(annex(),), draft=True)
    assert MinutesDocument.from_json(document.to_json()) == document


def test_a_document_without_number_annex_or_attendance_comes_back_too() -> None:
    document = minutes(number=None, attendance=(), annexes=(), copies_to=(), names=())
    assert MinutesDocument.from_json(document.to_json()) == document


def test_the_json_is_the_same_text_for_the_same_document() -> None:
    assert minutes().to_json() == MinutesDocument.from_json(minutes().to_json()).to_json()


def test_the_json_can_be_read_without_a_program() -> None:
    text = minutes().to_json()
    assert "棠梨社区党建联席会议纪要" in text
    assert "2026-06-25" in text


def test_it_refuses_a_record_of_another_format() -> None:
    with pytest.raises(ValueError, match="unknown format"):
        MinutesDocument.from_json(minutes().to_json().replace('"format": 1', '"format": 2'))


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("空\x00白", "空白"),
        ("\ufeff会议\u200b纪要\u00ad", "会议纪要"),
        ("\u202e反向\u202c\u2067隔离\u2069\u200f右", "反向隔离右"),
        ("葛\U000e0100\ufe0f", "葛"),
        ("孤\ud800立\uffff", "孤立"),
        ("一行\r\n\t二行\u2028三行", "一行 二行 三行"),
        ("  前后\u00a0\u2003空格  ", "前后 空格"),
        ("\u3000\u3000缩进", "缩进"),
        ("<b>&amp;url(x)", "<b>&amp;url(x)"),
    ],
)
def test_text_is_cleaned_of_what_nobody_sees(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


def test_every_text_of_a_document_is_cleaned_when_it_is_made() -> None:
    document = minutes(
        mark="棠梨\u200b社区纪要",
        copies_to=("区委\x00办公室",),
        attendance=(AttendanceList("出席", (Attendee("社区\u202e党委", "顾\ufeff珺"),)),),
        annexes=(Annex("清\x07单", ("序\u200b号",), (("一\x00",),)),),
    )
    assert document.mark == "棠梨社区纪要"
    assert document.copies_to == ("区委办公室",)
    assert document.attendance[0].attendees[0] == Attendee("社区党委", "顾珺")
    assert document.annexes[0] == Annex("清单", ("序号",), (("一",),))


def test_the_number_is_written_as_the_standard_wants_it() -> None:
    assert str(DocumentNumber(2026, 3)) == "〔2026〕3号"


def test_a_table_row_must_have_a_cell_for_each_column_or_head_others() -> None:
    with pytest.raises(ValueError, match="row 2 has 2 cells"):
        Annex("清单", ("序号", "事项", "时限"), (("本季度",), ("1", "助餐")))


def test_a_table_needs_columns() -> None:
    with pytest.raises(ValueError, match="at least one column"):
        Annex("清单", (), ())


def test_an_attendance_label_has_two_characters() -> None:
    with pytest.raises(ValueError, match="two characters"):
        AttendanceList("出席人员", ())


def test_names_that_stay_whole_are_those_of_the_lists_and_of_the_body() -> None:
    document = minutes(
        attendance=(AttendanceList("出席", (Attendee("社区", "顾珺"), Attendee("居民"))),),
        names=("马犇", "买买提·艾力江阿卜杜", "江州市柳岸物业服务有限公司"),
    )
    assert document.people == {"顾珺", "马犇", "买买提·艾力江阿卜杜"}


def test_a_date_is_a_date_again() -> None:
    assert MinutesDocument.from_json(minutes().to_json()).dated == date(2026, 6, 25)


@pytest.mark.parametrize(
    ("title", "name", "joined"),
    [("CTO", "Kevin Zhang", "CTO Kevin Zhang"), ("VP", "欧阳云", "VP欧阳云"), ("", "Amy", "Amy"), ("CTO", "", "CTO")],
)
def test_latin_words_keep_a_blank_between_them(title: str, name: str, joined: str) -> None:
    assert join_attendees([Attendee("", name, title)]) == joined
