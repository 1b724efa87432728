"""The proposal for the public wording leaves out who and where, keeps what is asked, and reads whole."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_hub.privacy import find_personal_data, find_sensitive, propose_wording

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
    "我是3号楼的王建国，下水道堵了，麻烦派人来看看": "下水道堵了，麻烦派人来看看",
    "希望修剪楼前的树（联系人李明，13905061234）": "希望修剪楼前的树",
    "老党员罗世昌同志要求送学上门": "老党员要求送学上门",
    "想学太极的找张伟报名": "想学太极的报名",
    "社保卡号：A12345678丢了": "社保卡丢了",
    "我今年70了，沙发搬不动": "居民年事已高，沙发搬不动",
    "患者司马光荣，每周三次透析，没人接送": "行动不便居民需要透析接送，每周三次",
    "孙小宝同学放学没人接": "孩子放学没人接",
    "各位领导好，路灯坏了，物业态度恶劣，谢谢！": "路灯坏了！",
    "13905061234": "居民有需要协助的事项",
    "⽼⼈王桂芳住三号楼，⾛不动": "走不动",
    "⽼⼈⾛不动": "老人走不动",
    "居民帕提古丽﹒吐尔逊反映噪音": "居民反映噪音",
    "我姓禤，楼道灯坏了": "楼道灯坏了",
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
    "独居老人何桂英": "何桂英",
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
HARD = sorted((Path(__file__).parents[2] / "benchmarks").glob("hard_sentences*.toml"))
# A number that runs into another is neither: something stands between them.
PARTS = (*SAYS, *MARKS, *(private + mark for private in PRIVATE for mark in filter(None, MARKS)))
fragments = st.lists(st.sampled_from(PARTS), max_size=9).map("".join)
ANYTHING = st.one_of(
    fragments, st.text(max_size=30), st.text(alphabet="我家老人孩子的住号楼1２ 3，。：（）李明户", max_size=30)
)


@pytest.mark.parametrize(("text", "wording"), WORDINGS.items())
def test_it_says_what_is_asked_and_nothing_of_who(text: str, wording: str) -> None:
    assert propose_wording(text) == wording


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_words_come_back_unchanged(text: str) -> None:
    assert propose_wording(text) == text


@settings(deadline=None)
@given(fragments, st.sampled_from(sorted(PRIVATE)), fragments)
def test_nothing_that_leads_to_a_person_is_left(before: str, private: str, after: str) -> None:
    wording = propose_wording(f"{before}，{private}，{after}")
    assert PRIVATE[private] not in wording
    assert find_personal_data(wording) == []


@settings(deadline=None)
@given(ANYTHING)
def test_it_is_never_empty_nor_much_longer_and_proposing_again_changes_nothing(text: str) -> None:
    wording = propose_wording(text)
    assert bool(wording) == bool(text)
    assert len(wording) <= len(text) + 8
    assert propose_wording(wording) == wording
    assert find_personal_data(wording) == []


@settings(deadline=None)
@given(ANYTHING)
def test_its_punctuation_is_whole(text: str) -> None:
    wording = propose_wording(text)
    assert not re.search(r"[，、：；][，、：；。！]|^[，。、：；！]|[，、：；]$|（）", wording)


@settings(deadline=None)
@given(fragments)
def test_circumstances_are_told_by_the_help(text: str) -> None:
    """What is proposed for everybody is not itself somebody's business."""
    assert find_sensitive(propose_wording(text)) == []


def test_a_known_person_of_a_unit_stays() -> None:
    text = "希望李明医生再来讲课，电话13905061234"
    assert propose_wording(text, known_names=["李明医生"]) == "希望李明医生再来讲课"


@pytest.mark.parametrize("path", HARD, ids=lambda path: path.stem)
def test_hard_sentences_lead_to_nobody(path: Path) -> None:
    """Whatever is found in a sentence stands no longer in its proposal."""
    for line in tomllib.loads(path.read_text(encoding="utf-8"))["personal"].split("\n"):
        text = re.sub(r"\{\w+\|([^}]+)\}", r"\1", line)
        wording = propose_wording(text)
        assert not [finding.text for finding in find_personal_data(text) if finding.text in wording], text
        assert len(wording) <= len(text) + 8


@pytest.mark.parametrize(
    "said",
    [
        "我叫李明，住3号楼402，电话13905061234，",
        "联系电话",
        "各位领导",
        "家住在",
        "（ ",
        "，",
        "请联系",
        "居民家中",
        "我家",
        "每周一",
    ],
)
def test_a_long_text_takes_no_long_time(said: str) -> None:
    """Were words that can be read in two ways tried in all ways, this would not come to an end."""
    text = f"{said * 300}x，电话13905061234"
    assert find_personal_data(propose_wording(text)) == []
