"""Own numbers and wrappings leave titles and decisions; what belongs to them stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.minutes.wording.titles import bare_decision, bare_title

TITLES = [
    ("一、关于助餐点选址的议题", "助餐点选址"),
    ("议题二：审议护学岗方案。", "护学岗方案"),
    ("议题4 关于楼道堆物清理", "楼道堆物清理"),
    ("3.停车难问题", "停车难问题"),
    ("3、停车难问题", "停车难问题"),
    ("3．停车难问题", "停车难问题"),
    ("1 停车难问题", "停车难问题"),
    ("（一）停车难", "停车难"),
    ("(一)停车难", "停车难"),
    ("（1）停车难", "停车难"),
    ("1）停车难", "停车难"),
    ("①停车难", "停车难"),
    ("第三项：停车难", "停车难"),
    ("第三项议题 停车难", "停车难"),
    ("一、3、4网格楼道照明", "3、4网格楼道照明"),
    ("二、12345热线", "12345热线"),
    ("第一议题：学习党章", "学习党章"),
    ("议题1 停车难", "停车难"),
    ("第二项 停车难", "停车难"),
    ("议题：停车难", "停车难"),
    ("【议题一】停车难", "停车难"),
    ("【审议】护学岗方案", "护学岗方案"),
    ("讨论事项：停车难", "停车难"),
    ("一：停车难", "停车难"),
    ("Ⅱ、停车难", "停车难"),
    ("停车难（10分钟）", "停车难"),
    ("停车难（汇报人：江帆）", "停车难"),
    ("护学岗方案（审议）", "护学岗方案"),
    ("听取并审议护学岗方案", "护学岗方案"),
    ("停车难（一期）", "停车难（一期）"),
    ("关于审议《方案》的议题", "《方案》"),
    ("第一，停车难", "第一，停车难"),
    ("议题3:停车难;", "停车难"),
    ("一、1.停车难", "停车难"),
    ("关于停车难的问题", "停车难问题"),
    ("关于停车难问题的汇报", "停车难问题"),
    ("关于经费的请示", "经费"),
    ("关于停车难的事项", "停车难"),
    ("关于骑手驿站日常管理", "骑手驿站日常管理"),
    ("关于护学岗的方案", "护学岗方案"),
    ("审议关于护学岗的方案", "护学岗方案"),
    ("审议《关于护学岗的方案》", "《关于护学岗的方案》"),
    ("审议通过护学岗方案", "护学岗方案"),
    ("研究助餐点选址", "助餐点选址"),
    ("研究会议室调配", "会议室调配"),
    ("听取物业关于停车难的汇报", "停车难"),
    ("助餐点选址议题", "助餐点选址"),
    ("助餐点选址的议题", "助餐点选址"),
    ("二、十五分钟生活圈", "十五分钟生活圈"),
    ('关于"一老一小"服务的议题', "“一老一小”服务"),
]
KEPT_TITLES = [
    "3.4网格停车难",
    "3、4网格停车难",
    "3、4号楼加装电梯",
    "一、二网格楼道照明",
    "一网格楼道照明",
    "12345热线办理",
    "110宣传",
    "二手书交换",
    "五一活动",
    "5.1活动",
    "7.15夜市",
    "2.5万元经费使用",
    "100天行动",
    "3网格停车难",
    "6户居民搬迁",
    "一老一小服务",
    "十五分钟生活圈",
    "第一小学护学岗",
    "第二季度需求通报",
    "社区关于停车的调查",
    "研究生实习",
    "研究所搬迁",
    "讨论区设置",
    "学习文件摘要",
    "上季度6项任务回头看",
    "通报二季度需求征集情况",
    "供需对接",
    "项目一览",
    "民生事项",
    "民生议题",
    "第一议题学习制度",
    "决定书送达",
    "审议",
    "议题",
    "关于",
    "一",
    "",
]
DECISIONS = [
    ("一、同意选址。", "同意选址。"),
    ("二、同意开餐！", "同意开餐！"),
    ("3.同意选址", "同意选址。"),
    ("同意选址；", "同意选址。"),
    ("同意选址。。", "同意选址。"),
    ("1、由学校负责。2、由医院负责。", "（1）由学校负责。（2）由医院负责。"),
    ("一、由学校负责；二、由医院负责", "（1）由学校负责；（2）由医院负责。"),
    ("（一）由学校负责；（二）由医院负责", "（1）由学校负责；（2）由医院负责。"),
    ("①由学校负责；②由医院负责", "（1）由学校负责；（2）由医院负责。"),
    ("决议一：同意选址", "同意选址。"),
    ("（1）学校；（2）医院", "（1）学校；（2）医院。"),
    ("3、4网格先行试点", "3、4网格先行试点。"),
    ("18对当场确认，三天内发对接单", "18对当场确认，三天内发对接单。"),
    ("2025年开工", "2025年开工。"),
    ("每周一次...", "每周一次……"),
    ("", ""),
]


@pytest.mark.parametrize(("written", "bare"), TITLES)
def test_numbers_and_wrappings_leave_a_title(written: str, bare: str) -> None:
    assert bare_title(written) == bare
    assert bare_title(bare) == bare


@pytest.mark.parametrize("title", KEPT_TITLES)
def test_what_belongs_to_a_title_stays(title: str) -> None:
    assert bare_title(title) == title


@pytest.mark.parametrize(("written", "bare"), DECISIONS)
def test_a_decision_is_a_sentence_without_a_number(written: str, bare: str) -> None:
    assert bare_decision(written) == bare
    assert bare_decision(bare) == bare


WORDS = st.text("一二三、.（）1234关于的议题审研究网格停车难：。；第项年月", max_size=25)


@given(WORDS)
def test_bare_texts_stay_bare(text: str) -> None:
    assert bare_title(bare_title(text)) == bare_title(text)
    assert bare_decision(bare_decision(text)) == bare_decision(text)


@given(WORDS)
def test_no_title_becomes_empty(text: str) -> None:
    assert bool(bare_title(text)) == any(char not in "。；：，、！.;:!, " for char in text)
