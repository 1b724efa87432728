"""Marks as official papers have them; times, numbers, addresses and Latin text untouched."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.letters import letters_of_today
from partner_hub.minutes.wording.punctuation import official_punctuation

MENDED = [
    # The reports of clerks.
    (
        "开展\"一老一小\"服务,由学校(一小)负责;物业'绿洲'配合:每周一次...",
        "开展“一老一小”服务，由学校（一小）负责；物业“绿洲”配合：每周一次……",
    ),
    (
        "每周3-4次,费用2000元/月,占比10%~15%,时间14:30--16:00。",
        "每周3～4次，费用2000元/月，占比10%～15%，时间14:30—16:00。",
    ),
    ('采购A4纸10,000张;按"谁主管,谁负责"原则办理!', "采购A4纸10,000张；按“谁主管，谁负责”原则办理！"),
    ("1、由学校负责。2、由医院负责。", "1.由学校负责。2.由医院负责。"),
    ("⽅案由⼈⺠医院⾃⾏落实，⼀周内报社区。", "方案由人民医院自行落实，一周内报社区。"),
    # Half-width marks.
    ("同意;实施", "同意；实施"),
    ("是否同意?", "是否同意？"),
    ("由学校负责.", "由学校负责。"),
    ("共计3.", "共计3。"),
    ("会后落实.2、由医院负责", "会后落实。2、由医院负责"),
    ("完成时限:2025年", "完成时限：2025年"),
    ("采购A4,打印机", "采购A4，打印机"),
    ("电话0590-87654321,3-2-11室", "电话0590-87654321，3-2-11室"),
    ("3,4网格", "3、4网格"),
    ("时间14：30开始", "时间14:30开始"),
    # Brackets.
    ("学校(一小)", "学校（一小）"),
    ("学校（一小)", "学校（一小）"),
    ("(1)由学校负责", "（1）由学校负责"),
    ("(一)、办理", "（一）办理"),
    ("年度(2026)", "年度（2026）"),
    ("国发(2026)3号", "国发〔2026〕3号"),
    ("国发[2026]3号", "国发〔2026〕3号"),
    # Quotation marks.
    ("“实施“一老一小”工程”", "“实施‘一老一小’工程”"),
    ("\"实施'一老一小'工程\"", "“实施‘一老一小’工程”"),
    ("'实施\"一老一小\"工程'", "“实施‘一老一小’工程”"),
    ('"甲"和"乙"', "“甲”和“乙”"),
    ("“一老一小“服务", "“一老一小”服务"),
    ("”一老一小“服务", "“一老一小”服务"),
    ("「一老一小」服务", "“一老一小”服务"),
    ("‘绿洲’配合", "“绿洲”配合"),
    ('型号"A4"的纸', "型号“A4”的纸"),
    ("“谁主管。”。", "“谁主管。”"),
    ("“甲”、“乙”和“丙”", "“甲”“乙”和“丙”"),
    ("《甲》、《乙》", "《甲》《乙》"),
    ("《关于《办法》的通知》", "《关于〈办法〉的通知》"),
    # Stops and dots.
    ("会议同意。。", "会议同意。"),
    ("会议同意！。", "会议同意！"),
    ("会议同意；。", "会议同意。"),
    ("会议同意，。", "会议同意。"),
    ("学校、，医院", "学校，医院"),
    ("会议同意,,由学校", "会议同意，由学校"),
    ("每周一次。。。", "每周一次……"),
    ("每周一次……。", "每周一次……"),
    ("每周一次…", "每周一次……"),
    ("（会后办理。）。", "（会后办理）。"),
    # Ranges.
    ("3-6岁儿童", "3～6岁儿童"),
    ("2000元-3000元", "2000元～3000元"),
    ("10%-15%", "10%～15%"),
    ("5-10分钟", "5～10分钟"),
    ("18-20户", "18～20户"),
    ("三-五天", "三～五天"),
    ("3.4网格", "3、4网格"),
    ("经费5-8万元", "经费5万元～8万元"),
    ("约3-5万", "约3万～5万"),
    ("20处~25处", "20处～25处"),
    ("2024-2026年", "2024—2026年"),
    ("3-5年", "3～5年"),
    ("1-3月", "1—3月"),
    ("7月1日-3日", "7月1日—3日"),
    ("8月1日~9月1日", "8月1日—9月1日"),
    ("9:00 - 11:00", "9:00—11:00"),
    ("14:30～16:00", "14:30—16:00"),
    ("14:30——16:00", "14:30—16:00"),
    ("周一~周五", "周一—周五"),
    ("第1-3季度", "第1—3季度"),
    ("占30 %", "占30%"),
    ("《关于印发<办法>的通知》", "《关于印发〈办法〉的通知》"),
    ("1-5号楼", "1—5号楼"),
    ("会议--党建", "会议——党建"),
    # Numbers of entries.
    ("3、加装电梯", "3.加装电梯"),
    ("1)由学校负责；2)由医院负责", "（1）由学校负责；（2）由医院负责"),
    ("一.加装电梯", "一、加装电梯"),
    ("1．加装电梯", "1.加装电梯"),
    # Blanks and forms.
    ("由王芷 林栋 负责", "由王芷林栋负责"),
    ("出席：王芷　林栋　江帆", "出席：王芷、林栋、江帆"),
    ("周 明", "周明"),
    ("帕提古丽﹒吐尔逊反映", "帕提古丽·吐尔逊反映"),
    ("买买提.艾力提出", "买买提·艾力提出"),
    ("买买提 • 艾力提出", "买买提·艾力提出"),
    ("由学校 负责", "由学校负责"),
    ("2025 年 7 月 10 日 , 由", "2025年7月10日，由"),
    ("采购 A4 纸", "采购A4纸"),
    ("２０２５年Ａ４纸", "2025年A4纸"),
    ("见http://a.cn/x?y=1,由a.b@c.com.负责;", "见http://a.cn/x?y=1，由a.b@c.com.负责；"),
]

KEPT = [
    "3、4网格",
    "5、6、7号楼",
    "涉及：3、三网格。",
    "（1）学校；（2）医院",
    "会议于14:30开始",
    "采购10,000张",
    "费用3.6万元",
    "比例1:3",
    "2025-07-10",
    "电话0590-87654321",
    "电话0590-87654321转802",
    "0590-87654321分机号：801",
    "3-2-11室",
    "5-302户",
    "比分10-5人",
    "文件.pdf",
    "桂枝里.com",
    "A4、B5",
    "Wi-Fi、APP",
    "Report (2026), see http://x.org/a,b.",
    "don't say \"hello\"; it is 5 o'clock",
    "f(x) = 3, y",
    "https://a.cn/b?c=d&e=f,g(h)",
    "a.b-c@d.com.cn",
    "1.2万公共收益+0.8万公益金+1.6万街道",
    "GB/T 9704-2012",
    "T+0",
    "办？！",
    "会议认为：",
    "“甲”",
    "《关于“一老一小”的方案》",
    '55"电视',
    "",
]


@pytest.mark.parametrize(("written", "official"), MENDED)
def test_marks_are_mended(written: str, official: str) -> None:
    assert official_punctuation(written) == official
    assert official_punctuation(official) == official


@pytest.mark.parametrize("written", KEPT)
def test_what_is_right_stays(written: str) -> None:
    assert official_punctuation(written) == written


def test_lines_stay_lines() -> None:
    assert official_punctuation("一、甲,\n\n  1、乙;") == "一、甲，\n\n1.乙；"


CHINESE_LINES = st.text(
    "社区学校负责一二十、，。；：“”‘’（）—～…·《》A4b1230 .,;:?!()\"'~-/@%元月日周号户\n", max_size=40
)


@given(CHINESE_LINES)
def test_a_second_time_nothing_changes(text: str) -> None:
    once = official_punctuation(text)
    assert official_punctuation(once) == once


@given(st.one_of(CHINESE_LINES, st.text(max_size=40)))
def test_no_letter_and_no_figure_is_lost(text: str) -> None:
    assert letters_and_figures(official_punctuation(text)) == letters_and_figures(text)


def letters_and_figures(text: str) -> str:
    narrow = "".join(unicodedata.normalize("NFKC", char) if "\uff10" <= char <= "\uff5a" else char for char in text)
    return "".join(char for char in letters_of_today(narrow) if char.isalnum())


UNTOUCHED = st.sampled_from(
    ["14:30", "9:05", "10,000", "1,234,567", "3.14", "http://a.cn/b,c", "x.y@z.cn", "0590-87654321", "A4", "2025-07-10"]
)


@given(st.lists(st.tuples(st.sampled_from(["由社区", "学校,", "(医院)", '"绿洲"', "办理;"]), UNTOUCHED), min_size=1))
def test_times_numbers_and_addresses_stay(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{words}{kept}由" for words, kept in parts)
    mended = official_punctuation(text)
    assert all(kept in mended for _words, kept in parts)
    assert not re.search('[\u4e00-\u9fff][,;()"]', mended)


@pytest.mark.parametrize("unit", ['"', "(一)", "“", "1:1-", "@a.", ". "])
def test_a_long_text_takes_no_time(unit: str) -> None:
    started = time.process_time()
    official_punctuation(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 3
