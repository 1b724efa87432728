"""The proposal for the public wording leaves out who and where, keeps what is asked, and reads whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.privacy import find_personal_data, find_sensitive, propose_wording

# Names that stand beside the text are known: the proposal does not depend on how well others are found.
KNOWN = ("周秋菊", "王建国", "何桂英", "盛长河", "李明", "努尔·买买提")
WORDINGS = {
    "三楼何桂英透析没人接送": "行动不便居民需要透析接送",
    "三楼何桂英透析没人接送，每周一三五上午": "行动不便居民需要透析接送，每周一三五上午",
    "独居老人周秋菊家里水龙头漏水，联系电话13905061234": "独居老人家里水龙头漏水",
    "王建国家漏水，请联系李明，电话13905061234。": "一户居民家漏水。",
    "我叫李明，住3号楼402，楼道灯坏了半个月，请尽快维修，谢谢！": "楼道灯坏了半个月，请尽快维修！",
    "我家空调不凉，想请人修，微信abc_12345": "居民家中空调不凉，想请人修",
    "我妈82岁，想请人每周二上午上门理发": "居民的母亲高龄，想请人每周二上午上门理发",
    "老公喝酒就打我，想离婚，住5栋302": "居民需要家庭关系调适与法律援助",
    "我抑郁了": "居民需要心理疏导",
    "欠了网贷还不上，想找律师问问": "居民需要法律咨询和法律援助",
    "盛长河老人住三号楼，屋顶漏水，想请人看看。": "屋顶漏水，想请人看看。",
    "桂枝新村2户老人需要助浴": "桂枝新村老人需要助浴",
    "车牌浙A12345长期占消防通道，司机不讲理": "有车辆长期占消防通道",
    "13905061234": "居民有需要协助的事项",
}
HARMLESS = (
    "3号楼门口积水，下雨天走不了人，希望维修。", "暑假孩子没人带，希望开设暑期托管班。", "希望开展防癌健康讲座",
    "5号楼到8号楼之间路灯不亮，共12盏。", "70岁以上老人免费理发", "国庆前请修好二单元的门禁",
    "约300户居民反映停车难；盼划线。", "拨打110没人来", "我们小区缺充电桩",
    "小区东门（菜场对面）没有路灯。", "三楼以上没有水", "请社区联系物业，尽快处理。",
)  # fmt: skip
PRIVATE = {
    "联系人：李明": "李明",
    "我叫李明": "李明",
    "何桂英": "何桂英",
    "请联系王建国": "王建国",
    "周秋菊老人": "周秋菊",
    "努尔·买买提家": "努尔·买买提",
    "电话13905061234": "13905061234",
    "139 0506 1234": "139 0506 1234",
    "加微信abc_12345": "abc_12345",
    "邮箱ahua@example.org": "ahua@example.org",
    "住3号楼1单元501": "501",
    "5栋302": "302",
    "902室": "902室",
    "身份证号33010219490307123X": "33010219490307123X",
    "浙A12345": "浙A12345",
}
SAYS = (
    "楼道灯坏了",
    "想请人理发",
    "透析没人接送",
    "老公打我",
    "屋顶漏水",
    "孩子辍学",
    "您好",
    "谢谢",
    "我妈",
    "一户",
    "希望每周一次",
    "他太过分",
)
MARKS = ("，", "。", "", " ", "：", "；", "（", "）", "\n", "！")
# A number that runs into another is neither: something stands between them.
PARTS = (*SAYS, *MARKS, *(private + mark for private in PRIVATE for mark in filter(None, MARKS)))
fragments = st.lists(st.sampled_from(PARTS), max_size=9).map("".join)
ANYTHING = st.one_of(
    fragments, st.text(max_size=30), st.text(alphabet="我家老人孩子的住号楼1２ 3，。：（）李明户", max_size=30)
)


@pytest.mark.parametrize(("text", "wording"), WORDINGS.items())
def test_it_says_what_is_asked_and_nothing_of_who(text: str, wording: str) -> None:
    assert propose_wording(text, known_names=KNOWN) == wording


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_words_come_back_unchanged(text: str) -> None:
    assert propose_wording(text) == text


@given(fragments, st.sampled_from(sorted(PRIVATE)), fragments)
def test_nothing_that_leads_to_a_person_is_left(before: str, private: str, after: str) -> None:
    wording = propose_wording(f"{before}，{private}，{after}", known_names=KNOWN)
    assert PRIVATE[private] not in wording
    assert find_personal_data(wording) == []
    assert not [name for name in KNOWN if name in wording]


@given(ANYTHING)
def test_it_is_never_empty_nor_much_longer_and_proposing_again_changes_nothing(text: str) -> None:
    wording = propose_wording(text, known_names=KNOWN)
    assert bool(wording) == bool(text)
    assert len(wording) <= len(text) + 8
    assert propose_wording(wording, known_names=KNOWN) == wording
    assert find_personal_data(wording) == []


@given(ANYTHING)
def test_its_punctuation_is_whole(text: str) -> None:
    wording = propose_wording(text, known_names=KNOWN)
    assert not re.search(r"[，、：；][，、：；。！]|^[，。、：；！]|[，、：；]$|（）", wording)


@given(fragments)
def test_circumstances_are_told_by_the_help(text: str) -> None:
    """What is proposed for everybody is not itself somebody's business."""
    assert find_sensitive(propose_wording(text, known_names=KNOWN)) == []


def test_a_long_text_takes_no_long_time() -> None:
    text = "我叫李明，住3号楼402，电话13905061234，" * 100
    assert find_personal_data(propose_wording(text)) == []
