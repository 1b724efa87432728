"""Short names of units: told apart in an invented district."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.partners.unit_name_matching import Certainty, KnownName, Matcher

FULL_NAMES = (
    "临川市青溪区人民法院",
    "临川市青溪区司法局柳塘司法所",
    "临川市公安局青溪分局柳塘派出所",
    "临川市公安局交通警察支队青溪大队",
    "临川市青溪区柳塘街道办事处",
    "临川市青溪区柳塘街道社区卫生服务中心",
    "临川市青溪区城市管理局柳塘执法中队",
    "临川市青溪区残疾人联合会",
    "临川市青溪区图书馆",
    "临川市第一中学",
    "临川市第十一中学",
    "临川市实验小学",
    "临川市第二实验小学",
    "临川市柳塘小学",
    "临川师范学院美术学院",
    "临川理工职业技术学院",
    "青溪区人民医院",
    "青溪区中医院",
    "青溪区妇幼保健院",
    "中国农业银行股份有限公司临川柳塘支行",
    "中国银行股份有限公司临川分行",
    "国网临川供电公司柳塘供电所",
    "临川市自来水有限公司柳塘营业所",
    "临川公共交通集团有限公司第五分公司",
    "临川中燃城市燃气发展有限公司",
    "上海锦天城（临川）律师事务所",
    "临川红隼应急救援协会",
    "临川市青溪区阿昌小吃店",
    "阳光里小区业主委员会",
    "临川麦田社会工作服务中心",
)
KNOWN = Matcher(KnownName(name, name) for name in FULL_NAMES)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("柳塘司法所", "临川市青溪区司法局柳塘司法所"),
        ("柳塘派出所", "临川市公安局青溪分局柳塘派出所"),
        ("区法院", "临川市青溪区人民法院"),
        ("青溪法院", "临川市青溪区人民法院"),
        ("柳塘卫生服务中心", "临川市青溪区柳塘街道社区卫生服务中心"),
        ("柳塘社区卫生院", "临川市青溪区柳塘街道社区卫生服务中心"),
        ("柳塘城管中队", "临川市青溪区城市管理局柳塘执法中队"),
        ("区残联", "临川市青溪区残疾人联合会"),
        ("区图书馆", "临川市青溪区图书馆"),
        ("一中", "临川市第一中学"),
        ("临川十一中", "临川市第十一中学"),
        ("11中", "临川市第十一中学"),
        ("实验小学", "临川市实验小学"),
        ("二实小", "临川市第二实验小学"),
        ("师院美术学院", "临川师范学院美术学院"),
        ("区人民医院", "青溪区人民医院"),
        ("中医院", "青溪区中医院"),
        ("区妇幼", "青溪区妇幼保健院"),
        ("农行柳塘支行", "中国农业银行股份有限公司临川柳塘支行"),
        ("中国银行", "中国银行股份有限公司临川分行"),
        ("中行", "中国银行股份有限公司临川分行"),
        ("柳塘供电所", "国网临川供电公司柳塘供电所"),
        ("柳塘水司", "临川市自来水有限公司柳塘营业所"),
        ("公交五公司", "临川公共交通集团有限公司第五分公司"),
        ("中燃", "临川中燃城市燃气发展有限公司"),
        ("锦天城律所", "上海锦天城（临川）律师事务所"),
        ("阿昌小吃", "临川市青溪区阿昌小吃店"),
        ("阳光里业委会", "阳光里小区业主委员会"),
        ("麦田社工", "临川麦田社会工作服务中心"),
        ("区人民医院党支部", "青溪区人民医院"),
        ("阿昌小吃店（老街店）", "临川市青溪区阿昌小吃店"),
    ],
)
def test_a_short_name_finds_its_unit(short: str, full: str) -> None:
    resolution = KNOWN.resolve(short)
    assert resolution.certainty is Certainty.PROBABLE
    assert resolution.best is not None
    assert resolution.best.id == full


@pytest.mark.parametrize(
    ("short", "full"),
    [("交警大队", "临川市公安局交通警察支队青溪大队"), ("红隼救援队", "临川红隼应急救援协会")],
)
def test_a_name_that_leaves_little_doubt_is_preselected(short: str, full: str) -> None:
    resolution = KNOWN.resolve(short)
    assert resolution.best is None
    assert resolution.proposed is not None
    assert resolution.proposed.id == full


@pytest.mark.parametrize(
    "text",
    [
        "临川职院",  # there may be one without 理工
        "青溪区司法局",  # the bureau above the office
        "临川师范学院",  # the university above the school
        "国网临川供电公司",
        "公司",
        "医院",
        "柳塘",
        "柳塘中学",
        "柳塘东支行",
        "柳塘街道",
    ],
)
def test_what_could_mean_several_or_something_else_is_asked(text: str) -> None:
    resolution = KNOWN.resolve(text)
    assert resolution.certainty is Certainty.AMBIGUOUS
    assert resolution.best is None
    assert resolution.ranked


@pytest.mark.parametrize("text", ["建设银行", "第三中学", "市教育局", "共青团青溪区委", "", "—"])
def test_a_stranger_is_unknown_or_at_most_asked_about(text: str) -> None:
    assert KNOWN.resolve(text).best is None


def test_another_number_is_another_unit() -> None:
    only = Matcher((KnownName("4", "临川市第四医院"),))
    assert only.resolve("市四医院").certainty is Certainty.PROBABLE
    assert only.resolve("市五医院").certainty is Certainty.UNKNOWN
    assert only.resolve("临川市第十四医院").certainty is Certainty.UNKNOWN


def test_the_only_bank_of_another_name_is_not_taken() -> None:
    only = Matcher((KnownName("1", "中国农业银行股份有限公司临川柳塘支行"),))
    assert only.resolve("中国银行").best is None
    assert only.resolve("农业银行").best is not None


def test_exact_names_aliases_and_codes_need_no_guess() -> None:
    known = Matcher((KnownName("1", "临川市第一中学", ("老一中",), "12360000000000000A"), KnownName("2", "柳塘书店")))
    assert known.resolve("临川市 第一中学").certainty is Certainty.EXACT
    assert known.resolve("老一中").ranked[0].reason == "alias"
    assert known.resolve("改了名的学校", "12360000000000000A").ranked[0].reason == "credit_code"


def test_two_units_of_one_alias_are_ambiguous() -> None:
    known = Matcher((KnownName("1", "甲书店", ("书店",)), KnownName("2", "乙书店", ("书店",))))
    assert known.resolve("书店").certainty is Certainty.AMBIGUOUS


@given(st.sampled_from(FULL_NAMES))
def test_every_full_name_is_itself(name: str) -> None:
    resolution = KNOWN.resolve(name)
    assert (resolution.certainty, resolution.ranked[0].id) == (Certainty.EXACT, name)


@given(st.text(max_size=20))
def test_no_text_breaks_the_matcher(text: str) -> None:
    assert all(0 <= candidate.score <= 1 for candidate in KNOWN.resolve(text).ranked)


def test_two_names_on_one_door_are_both_known_and_a_former_one_too() -> None:
    clinic = KnownName("1", "临川市柳塘街道社区卫生服务中心（青溪区第三医院）")
    media = KnownName("2", "青溪区融媒体中心", ("青溪区广播电视台",))
    known = Matcher((clinic, media))
    found = {
        text: known.resolve(text).best
        for text in ("柳塘卫生服务中心", "区三院", "原区广播电视台", "区广电台", "区融媒体中心（原广播局）")
    }
    assert [best and best.id for best in found.values()] == ["1", "1", "2", "2", "2"]


def test_a_branch_in_brackets_and_a_list_of_names_are_asked_about() -> None:
    known = Matcher((KnownName("1", "临川市第一小学"), KnownName("2", "青溪区残疾人联合会")))
    branch, several, person = (known.resolve(text) for text in ("一小（东校区）", "一小、区残联", "区残联理事长李明"))
    assert (branch.best, several.proposed, person.proposed) == (None, None, None)
    assert branch.proposed is not None
    assert {each.id for each in several.ranked} == {"1", "2"}
    assert [each.id for each in person.ranked] == ["2"]


def test_another_place_in_the_brackets_of_a_firm_is_another_office() -> None:
    assert KNOWN.resolve("锦天城律所").best is not None
    assert KNOWN.resolve("上海锦天城（海榕）律师事务所").best is None


def test_a_unit_that_is_registered_meanwhile_is_known_at_once() -> None:
    known = Matcher((KnownName("1", "临川市第一小学"),))
    assert known.resolve("柳塘法庭").best is None
    known.add(KnownName("2", "青溪区人民法院柳塘人民法庭"))
    found = known.resolve("柳塘人民法庭")
    assert found.ranked[0].id == "2"


@pytest.mark.parametrize(
    "sister",
    [
        *(
            "新港实验小学",
            "新港中心小学",
            "新港第二小学",
            "新港国际小学",
            "新港外国语小学",
            "新港艺术小学",
            "民办新港小学",
        ),
        *("新港小学东区", "新港小学分院", "新港小学幼儿园", "新港小学附属幼儿园", "附属新港小学"),
    ],
)
def test_a_word_more_in_its_name_makes_another_school(sister: str) -> None:
    for known, written in (("新港小学", sister), (sister, "新港小学")):
        matcher = Matcher([KnownName("1", f"临澜市{known}")])
        for text in (written, f"临澜{written}", f"临澜市{written}"):
            assert matcher.resolve(text).proposed is None, (known, text)
