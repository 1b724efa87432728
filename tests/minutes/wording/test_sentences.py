"""Sentences and scraps, and names in quotation marks."""

import pytest

from partner_hub.minutes.wording.sentences import (
    as_sentence,
    in_quotation_marks,
    is_scrap,
    join_sentences,
    without_stop,
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("由学校负责", "由学校负责。"),
        ("由学校负责。", "由学校负责。"),
        ("由学校负责。。", "由学校负责。"),
        ("由学校负责；", "由学校负责。"),
        ("由学校负责，", "由学校负责。"),
        ("由学校负责;", "由学校负责。"),
        ("同意！", "同意！"),
        ("同意！。", "同意！"),
        ("是否同意？", "是否同意？"),
        ("每周一次……", "每周一次……"),
        ("每周一次……。", "每周一次……"),
        ("“谁主管。”", "“谁主管。”"),
        ("按“谁主管”", "按“谁主管”。"),
        ("由学校（一小）", "由学校（一小）。"),
        ("会议认为：", "会议认为："),
        ("", ""),
        (" 。", ""),
    ],
)
def test_a_sentence_has_one_stop(text: str, sentence: str) -> None:
    assert as_sentence(text) == sentence
    assert as_sentence(sentence) == sentence


def test_sentences_join_without_seams() -> None:
    assert join_sentences("由学校负责", "", "每周一次。", "同意；") == "由学校负责。每周一次。同意。"
    assert without_stop("由学校负责。；") == "由学校负责"


SCRAPS = [
    "55户。",
    "10台",
    "约26份",
    "共60户。",
    "3～4次",
    "同意。",
    "原则同意。",
    "一致同意",
    "按计划。",
    "按原计划执行",
    "如上",
    "同上。",
    "略",
    "无",
    "待定",
    "已完成。",
    "7月底。",
    "7月29日第一趟。",
    "2025年7月15日",
    "每月两次。",
    "每周3次",
    "书面承诺",
    "无异议。",
    "照办",
    "收到",
    "55户，书面承诺。",
    "7户，先做4户。",
    "每月两次，6户都可排。",
    "锦屏苑4个、新村2个。",
    "书桌4套，每套不超300元。",
    "志愿者8名",
    "下周一",
]
SENTENCES = [
    "会议原则同意。",
    "会议同意选址。",
    "由学校负责。",
    "管理由益芽牵头",
    "7月14日踩点",
    "先看模型再调解",
    "安装便便箱6个",
    "先放30个车位试两个月",
    "会议原则同意列支2万元",
    "按1.2万元、0.8万元筹资，业委会做业主",
    "31户先装20户，与远传水表名单合用",
    "土建资金差3.6万元",
    "下周一评估，家属在场",
    "9月开班先收10人",
    "交接签字，益芽出1人接收",
    "周三晚排练区，须交名单",
    "物业按计划答复",
    "社区先报8名志愿者",
    "社区3名志愿者参加护学岗",
]


@pytest.mark.parametrize("text", SCRAPS)
def test_scraps_are_no_sentences(text: str) -> None:
    assert is_scrap(text)


@pytest.mark.parametrize("text", ["", *SENTENCES])
def test_sentences_are_no_scraps(text: str) -> None:
    assert not is_scrap(text)


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("家庭病床", "“家庭病床”"),
        ("“家庭病床”", "“家庭病床”"),
        ('"家庭病床"', "“家庭病床”"),
        ("“四点半”延时班接转", "“‘四点半’延时班接转”"),
        ('"四点半"延时班接转', "“‘四点半’延时班接转”"),
        ("“榕树下”人民调解室", "“‘榕树下’人民调解室”"),
        ("“甲”和“乙”", "“‘甲’和‘乙’”"),
        ("《幸福账本》", "《幸福账本》"),
        ("《幸福账本》公益金", "“《幸福账本》公益金”"),
        ("“四点半延时班", "“四点半延时班”"),
        ("", ""),
    ],
)
def test_a_name_in_quotation_marks_holds_single_ones(name: str, marked: str) -> None:
    assert in_quotation_marks(name) == marked
