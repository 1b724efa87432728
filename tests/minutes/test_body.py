import pytest

from partner_hub.minutes.body import parse_body
from partner_hub.minutes.document import Paragraph
from tests.support.minutes import BODY


def test_each_line_is_a_paragraph_and_empty_lines_are_left_out() -> None:
    assert parse_body("第一段。\r\n\n  \n第二段。\n") == (Paragraph("第一段。"), Paragraph("第二段。"))


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、关于社区食堂选址", 1),
        ("十二、其他事项", 1),
        ("（一）基本情况", 2),
        ("（十一）“一老一小”、托幼和助残", 2),
    ],
)
def test_a_numbered_line_without_sentence_is_a_heading(line: str, level: int) -> None:
    assert parse_body(line) == (Paragraph(heading=line, level=level),)


def test_brackets_of_half_width_are_made_full() -> None:
    assert parse_body("(一)基本情况") == (Paragraph(heading="（一）基本情况", level=2),)


@pytest.mark.parametrize(
    "line", ["1.房屋移交。由国资公司负责。", "（1）房屋移交", "2026年6月18日召开会议。", "一是加强领导。"]
)
def test_other_numbers_are_text(line: str) -> None:
    assert parse_body(line) == (Paragraph(line),)


def test_a_short_first_sentence_is_a_run_in_heading() -> None:
    found = parse_body("（二）加强运营监督。由社区监督委员会牵头，每月公布菜价。")
    assert found == (Paragraph("由社区监督委员会牵头，每月公布菜价。", "（二）加强运营监督。", 2),)


def test_a_heading_may_end_in_a_full_stop() -> None:
    assert parse_body("（二）加强运营监督。") == (Paragraph(heading="（二）加强运营监督。", level=2),)


def test_a_long_first_sentence_leaves_the_number_alone_as_heading() -> None:
    sentence = "会议听取了区民政局关于社区食堂选址情况的说明，认为条件已经具备，应当抓紧推进各项前期工作。"
    assert parse_body("一、" + sentence) == (Paragraph(sentence, "一、", 1),)


def test_nothing_of_the_text_is_lost() -> None:
    assert [str(paragraph) for paragraph in parse_body(BODY)] == BODY.splitlines()
