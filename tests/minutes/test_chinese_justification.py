"""Fail when a new WeasyPrint no longer calls what chinese_justification.py replaces, or breaks lines otherwise."""

from itertools import pairwise

import pytest
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from partner_hub.minutes.press.chinese_justification import ChineseTypesetting
from tests.support.printed import Line, Printed

HTML = """<html lang="zh-CN"><style>
@page {{ size: 100mm 60mm; margin: 10mm }}
p {{ font: 12pt/18pt "Noto Serif CJK SC"; text-align: justify }}
body, p {{ margin: 0 }}
</style><p>{text}</p>"""
CHINESE = "会议听取了关于社区食堂选址情况的汇报，原则同意选址方案，由社区党委牵头成立工作专班。" * 2
ENGLISH = "The meeting agreed in principle to the proposal and asked for a detailed plan to be laid before it. " * 2


def laid_out(text: str, fonts: FontConfiguration) -> tuple[Line, ...]:
    pdf = weasyprint.HTML(string=HTML.format(text=text)).write_pdf(font_config=fonts)
    return Printed(pdf).sheets[0].lines


def line_ends(text: str, fonts: FontConfiguration) -> list[float]:
    return [line.end for line in laid_out(text, fonts)][:-1]


def test_chinese_lines_end_flush() -> None:
    ends = line_ends(CHINESE, ChineseTypesetting())
    assert len(ends) > 3
    assert ends == pytest.approx([90.0] * len(ends), abs=0.1)


def test_other_documents_of_the_process_are_laid_out_as_ever() -> None:
    ends = line_ends(CHINESE, FontConfiguration())
    assert any(end < 89.0 for end in ends)


def test_blanks_are_still_widened_in_other_documents() -> None:
    ends = line_ends(ENGLISH, FontConfiguration())
    assert ends == pytest.approx([90.0] * len(ends), abs=1.2)


def test_the_digits_of_a_number_are_not_spread() -> None:
    text = CHINESE.replace("社区食堂", "<span>2026</span>年")
    assert digit_steps(text, ChineseTypesetting()) == pytest.approx(digit_steps(text, FontConfiguration()), abs=0.01)


def digit_steps(text: str, fonts: FontConfiguration) -> list[float]:
    line = next(line for line in laid_out(text, fonts) if "2026" in line.text)
    digits = line.glyphs[line.text.index("2026") :][:4]
    return [after.x - before.x for before, after in pairwise(digits)]
