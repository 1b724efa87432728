"""The groups of an attendance list: what kind of unit somebody sits there for."""

import enum
import re
from collections.abc import Iterable


class Group(enum.StrEnum):
    """In the order of the list; the value is the heading."""

    HOSTS = "社区"
    GOVERNMENT = "机关事业单位"
    ENTERPRISES = "企业"
    SCHOOLS_AND_HOSPITALS = "学校和医疗机构"
    SOCIAL = "社会组织和居民自治组织"
    OTHERS = "其他单位"


# 动物医院 and 宠物医院 heal no people.
SCHOOLS_AND_HOSPITALS = re.compile(
    r"(?<!动物)(?<!宠物)(?:医院|卫生院|保健院|门诊部|卫生服务[中心站]+|疾病预防控制中心|幼儿园|小学|中学|学校|学院|大学|党校)"
    r"(?:\w*(?:分院|院区|分校|校区|分园|园区|部))?(?:有限(?:责任)?公司)?$"
)
# Tried in this order on the kind that the community has given, then on the name.
WORDS_OF_KINDS = (
    (Group.SCHOOLS_AND_HOSPITALS, re.compile(r"学校|院校|高校|教育|医院|医疗|卫生")),
    (Group.SOCIAL, re.compile(r"社会组织|社会团体|社团|协会|民办非|民非|公益|志愿|自治|业委会|物管会")),
    (Group.GOVERNMENT, re.compile(r"机关|党政|政府|行政|政法|部门|群团|团体|事业")),
    (Group.ENTERPRISES, re.compile(r"企业|公司|金融|银行|两新|个体|商户|商家|门店|非公|物业")),
)
WORDS_OF_NAMES = (
    (
        Group.SOCIAL,
        re.compile(
            r"(?:协会|学会|商会|促进会|联谊会|基金会|研究会|救援队|志愿(?:者)?(?:队|服务队|总队)|业主委员会|业委会|社工站"
            r"|社会工作服务(?:中心|站|社)|居民委员会|居委会|村民委员会|村委会)$"
        ),
    ),
    (
        Group.ENTERPRISES,
        re.compile(
            r"(?:公司|银行|[支分]行|营业[厅部所]|事务所|店|超市|商场|商行|铺|厂|馆子|饭庄|酒楼|宾馆|合作社|集团)$"
        ),
    ),
    (
        Group.GOVERNMENT,
        re.compile(
            r"(?:局|分局|派出所|司法所|市场监督管理所|监管所|[大中支]队|消防救援站|消防站|法院|法庭|检察院|街道|街道办事处"
            r"|政府|委员会|工作部|联合会|总工会|团委|红十字会|图书馆|文化馆|博物馆|服务中心)$"
        ),
    ),
)
# Of these kinds nothing but the name tells schools and hospitals.
GENERAL_KINDS = re.compile(r"事业|两新|企业|社会组织|民办|民非|其他|^$")


def group_of_unit(unit: str, kind: str) -> Group:
    """By the kind in the community's list; schools and hospitals, and units without a kind, by the name."""
    if GENERAL_KINDS.search(kind) and SCHOOLS_AND_HOSPITALS.search(unit):
        return Group.SCHOOLS_AND_HOSPITALS
    by_name = _first_fitting(WORDS_OF_NAMES, unit)
    # 两新组织 are new firms and new social organisations.
    if by_name is Group.SOCIAL and "两新" in kind:
        return by_name
    return _first_fitting(WORDS_OF_KINDS, kind) or by_name or Group.OTHERS


def _first_fitting(rules: Iterable[tuple[Group, re.Pattern[str]]], words: str) -> Group | None:
    return next((group for group, pattern in rules if pattern.search(words)), None)
