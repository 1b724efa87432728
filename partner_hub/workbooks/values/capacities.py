"""How much is offered, in words: in which period it can be had, how many, and what is counted (每月2场, 共20个名额)."""

import re
from dataclasses import dataclass, replace
from typing import Final

from partner_hub.vocabulary.offering import CHINESE_CAPACITY_PERIODS, CapacityPeriod
from partner_hub.workbooks.values import numerals, text
from partner_hub.workbooks.values.figures import ABOUT, APART, FIGURE, FOLD, number_of_figure
from partner_hub.workbooks.values.reading import Reading

# Days and hours of opening say nothing about how much there is: 每周一至周五, 全年无休.
OPENING_TIMES: Final = re.compile(
    r"(?:每个?)?(?:周|星期|礼拜)[一二三四五六]?(?:至|到|-|—|~)(?:周|星期|礼拜)?[一二三四五六日天]"
    r"|(?:全年|常年|全天)?(?:无休|开放|24小时)"
)
# 11月20日 and 1月20日 are days, 1月2场 is twice a month.
OF_A_DAY: Final = r"[\d一二三四五六七八九十廿]{1,3}"
ONE: Final = (
    rf"(?<![\d十年.])[一1](?!月{OF_A_DAY}(?:[-—~至到]{OF_A_DAY})?(?:[日号]|$))个?(?=[周月年季][限可\d一两二三])"
)
EVERY: Final = rf"(?:每一?个?|{ONE}|按|逐|/)"
# The longer period stands for one that lies between two of ours: then nobody is promised too much.
RENEWED: Final = tuple(
    (period, is_exact, re.compile(pattern))
    for period, is_exact, pattern in (
        (CapacityPeriod.MONTH, False, r"隔周|双周|每[两二2]个?(?:周|星期)|每半个?月|每旬"),
        (CapacityPeriod.QUARTER, False, r"隔月|双月|每[两二2]个?月"),
        (CapacityPeriod.YEAR, False, r"每?半年|每个?学期|一学期"),
        (CapacityPeriod.WEEK, True, rf"{EVERY}(?:周|星期|礼拜)|周均|周末各"),
        (CapacityPeriod.MONTH, True, rf"{EVERY}月|月均|月度"),
        (CapacityPeriod.QUARTER, True, rf"{EVERY}季|(?<![一二三四1-4])季度|季均"),
        (
            CapacityPeriod.YEAR, True,
            rf"{EVERY}(?:学年|年)|全年|年均|(?<!本)年度|寒暑?假|暑假|暑期|每个?(?:假期|伏天|冬[天季]|夏[天季])",
        ),
    )
)  # fmt: skip
TOTAL: Final = re.compile(
    r"一次性|仅此一次|(?:总|一)?共(?:计|有|可)?(?:提供|招募?|接待|服务)?(?=[\d一二两三四五六七八九十百])|总计|合计|总量|总数|总名额"
)
REMAINDER: Final = re.compile(
    r"年内|今年|本年|本[春夏秋冬季]|首批|限量|先到先得|[送发用领赠]完(?:即止|为止)|名额|余额?\d|剩余?\d|库存"
)
TOGETHER: Final = re.compile(
    r"同时|容纳|可坐|可停|座位?|车位|床位?|工位|机位|展位|平方米|平米|㎡|每天|每日|每晚|每夜|每个?(?:工作日|上学日|时段|教学日)|全天"
    r"|随[到叫报时约]|常年|长期|长年|\d小时|借[期用阅]|出借|轮[值流]|日托|在[库床岗]|[辆桌间]"
)
EACH_TIME: Final = re.compile(
    r"^(?:约|大约|最多|限|可|接待|服务)*(?:每|单|一)(?:一|个)?(?:次|场|期|班|批|轮|节|课|组|车|台|人|户)"
)
COUNTED: Final = (
    "人次|户次|车次|批次|课时|小时|个?小区|个?家庭|个?项目|个?点位|个?名额|个?院子|个?座位|个?车位|个?半天|个?岗位?|个?时段"
    "|人|户|名|位|场|次|期|课|讲|批|件|份|单|组|家|台|针|只|栋|幢|处|班|轮|节|晚|天|辆|套|盏|桌|间|座|对|个|张|门|趟|车"
)
COUNT: Final = re.compile(
    rf"(?P<number>{FIGURE}){ABOUT}?(?:{APART}(?P<high>{FIGURE}))?{ABOUT}?\+?(?P<unit>{COUNTED})(?!/人|性)"
)
# Lengths of one course say nothing about how many take part: 每期8课，24人.
LENGTHS: Final = frozenset({"课", "次", "天", "节", "课时", "小时"})
# In a column of periods a word or two say it.
WORDS_FOR_PERIODS: Final = {
    "总": CapacityPeriod.IN_ALL, "合计": CapacityPeriod.IN_ALL, "一次": CapacityPeriod.IN_ALL,
    "周": CapacityPeriod.WEEK, "月": CapacityPeriod.MONTH, "季": CapacityPeriod.QUARTER, "季度": CapacityPeriod.QUARTER,
    "年": CapacityPeriod.YEAR, "每次": CapacityPeriod.AT_A_TIME,
}  # fmt: skip
# 约30, 2-3百, 一百二十: a unit that stands in the heading belongs to them.
BARE_AMOUNT: Final = re.compile(rf"(?:大?约|近|最多|不超过)?{FIGURE}{ABOUT}?(?:{APART}{FIGURE})?{ABOUT}?\+?")
CLAUSES: Final = re.compile(r"[，,；;、。（）()]+")
VENUE_CATEGORY: Final = "场地设施"
# More is a slip of the pen.
MAX_CAPACITY: Final = 1_000_000


@dataclass(frozen=True)
class Capacity:
    """`period` None: the words say nothing about it. `number` None: they hold no figure that is counted by it."""

    period: CapacityPeriod | None = None
    number: int | None = None
    unit: str = ""


def read_capacity(words: str) -> Reading[Capacity]:
    """What the words of a capacity say. A doubt where they name several periods, or one that is none of ours."""
    plain = re.sub(r"\s+", "", text.half_width(words))
    if len(plain) > text.MAX_CELL_LENGTH * 2:
        return Reading(Capacity())
    plain = OPENING_TIMES.sub("长期", plain)
    renewed = _renewed_periods(plain)
    total = TOTAL.search(plain)
    if total:
        doubt = "several_capacities" if renewed else ""
        return _reading_from(CapacityPeriod.IN_ALL, plain, total.start(), doubt)
    if renewed:
        _start, at, period, is_exact = renewed[0]
        several = len({(each[2], each[3]) for each in renewed}) > 1
        doubt = "nearest_capacity_period" if not is_exact else "several_capacities" if several else ""
        return _reading_from(period, plain, at, doubt)
    return _read_standing_capacity(plain)


def read_rhythm(words: str) -> CapacityPeriod | None:
    """The period that words about the time name (每周三下午, 每月第一个周六)."""
    found = _renewed_periods(OPENING_TIMES.sub("", re.sub(r"\s+", "", text.half_width(words))))
    return found[0][2] if found and len({each[2] for each in found}) == 1 else None


def proposed_capacity(words: str, time: str, category: str = "", heading: str = "") -> Reading[Capacity]:
    """As read_capacity; where the words name no period, their heading may (每次人数), or the time, with a doubt.

    A room that nothing else is said of is there again when whoever used it has gone.
    """
    reading = read_capacity(words)
    if reading.value.period:
        return reading
    if named := read_capacity(heading).value.period:
        return Reading(replace(reading.value, period=named), conclusion="period_from_heading")
    if rhythm := read_rhythm(time):
        return Reading(replace(reading.value, period=rhythm), doubt="period_from_time")
    if category == VENUE_CATEGORY:
        return Reading(replace(reading.value, period=CapacityPeriod.AT_A_TIME), conclusion="venue_comes_back")
    return reading


def read_period(words: str) -> CapacityPeriod | None:
    """A cell that holds nothing but the period, as our own lists write it or in people's words."""
    plain = re.sub(r"\s+", "", text.half_width(words))
    known = {name: period for period, name in CHINESE_CAPACITY_PERIODS.items()} | {
        each.value: each for each in CapacityPeriod
    }
    return (
        known.get(plain.lower())
        or WORDS_FOR_PERIODS.get(plain)
        or WORDS_FOR_PERIODS.get(plain.lstrip("每一个按"))
        or read_capacity(plain).value.period
    )


def _renewed_periods(plain: str) -> list[tuple[int, int, CapacityPeriod, bool]]:
    """(where it begins, where it ends, period, exact), in the order of the words; a part of another one is none."""
    found: list[tuple[int, int, CapacityPeriod, bool]] = []
    for period, is_exact, pattern in RENEWED:
        for match in pattern.finditer(plain):
            if not any(start < match.end() and match.start() < end for start, end, _period, _exact in found):
                found.append((match.start(), match.end(), period, is_exact))
    return sorted(found)


def _read_standing_capacity(plain: str) -> Reading[Capacity]:
    """Without a period that renews: there once, or there again whenever somebody has done with it."""
    if EACH_TIME.search(plain):
        return Reading(_with_count(CapacityPeriod.AT_A_TIME, _count_of_people(plain)), "period_from_words")
    together, remainder = TOGETHER.search(plain), REMAINDER.search(plain)
    if together and not (remainder and remainder.start() < together.start()):
        return _reading_from(CapacityPeriod.AT_A_TIME, plain, 0)
    if remainder:
        return _reading_from(CapacityPeriod.IN_ALL, plain, 0)
    counted = COUNT.search(plain)
    return Reading(_with_count(None, counted))


def _reading_from(period: CapacityPeriod, plain: str, at: int, doubt: str = "") -> Reading[Capacity]:
    """With the first figure from there on, in the same clause if there is one; else the first of all."""
    rest = plain[at:]
    clause = next((each for each in CLAUSES.split(rest) if each), "")
    counted = COUNT.search(clause) or COUNT.search(rest) or COUNT.search(plain)
    return Reading(_with_count(period, counted), "" if doubt else "period_from_words", doubt)


def _count_of_people(plain: str) -> re.Match[str] | None:
    """The first figure that is no length of a course, if there is one."""
    counts = list(COUNT.finditer(plain))
    of_people = (each for each in counts if each["unit"] not in LENGTHS)
    return next(of_people, counts[0] if counts else None)


def _with_count(period: CapacityPeriod | None, counted: re.Match[str] | None) -> Capacity:
    if counted is None:
        return Capacity(period)
    number = _lower_end(counted["number"], counted["high"])
    if not number or number > MAX_CAPACITY:
        return Capacity(period)
    return Capacity(period, number, counted["unit"])


def _lower_end(low: str, high: str | None) -> int | None:
    """Of a span (2-3场, 两三场, 2-3百份) the lower end: nobody is promised too much. None for 1.5."""
    if span := numerals.span_of_numeral(low):
        return span[0]
    number, fold = number_of_figure(low), (high or "")[-1:]
    if number is not None and low.isdigit() and fold in FOLD and number < (number_of_figure(high) or 0) / FOLD[fold]:
        number *= FOLD[fold]
    return int(number) if number is not None and number == int(number) else None
