"""Titles of items and texts of decisions without the numbers and wrappings that the minutes give them themselves. Pure.

Source: GB/T 9704-2012, 7.3.3: the number of a heading is given once, by the paper; habits of agendas otherwise.
"""

import re
from collections.abc import Callable
from typing import Final

from partner_hub.letters import HAN
from partner_hub.minutes.wording.chinese_marks import NUMERALS
from partner_hub.minutes.wording.punctuation import official_punctuation
from partner_hub.minutes.wording.sentences import as_sentence

_ORDINAL: Final = rf"(?:[{NUMERALS}]{{1,3}}|\d{{1,2}})"
# What a number counts: 一、二网格 and 3、4号楼 are no numbers of items.
_COUNTED_THINGS: Final = "(?:网格|号|楼|栋|幢|期|组|单元|小区|层|年级|季度|月)"
_COUNTED_IN_CHINESE: Final = rf"[{NUMERALS}]{{1,3}}(?:[、和至—][{NUMERALS}]{{1,3}}){{0,8}}{_COUNTED_THINGS}"
_COUNTED: Final = rf"(?:{_COUNTED_IN_CHINESE}|\d{{1,3}}(?:[、和至—]\d{{1,3}}){{0,8}}{_COUNTED_THINGS})"
# 三、二季度需求 is no 三、四季度: things that are counted stand in their order.
_NUMBER_BEFORE_QUARTER: Final = (
    "一、(?=一季度)|二、(?=[一二]季度)|三、(?=[一二三]季度)|[四五六七八九十]{1,2}、(?=[一二三四]季)"
)
_OWN_NUMBERS: Final = re.compile(
    rf"{_NUMBER_BEFORE_QUARTER}|(?:议题|事项|议程|议项|题目|项目|决议|决定|议定事项){_ORDINAL}(?:[:：、.，]+|(?=关于|审议|听取|研究|讨论|通报))|议题{_ORDINAL}(?![览次事致并般])"
    r"|(?:议题|议定事项|决定|决议)："
    rf"|第{_ORDINAL}(?:议题|议程)[：、，]|[【〔\[](?:议题)?{_ORDINAL}[】〕\]]|[Ⅰ-Ⅻ][、.]"
    "|【?(?:审议|讨论|研究|通报|汇报)(?:(?:事项|议题)[：】]|】)"
    rf"|第{_ORDINAL}[项个](?:议题|事项|议程)?[:：、，.]+|第{_ORDINAL}[项个](?:议题|事项|议程)|第{_ORDINAL}[:：、]"
    rf"|[{NUMERALS}]{{1,3}}(?:[、.](?!{_COUNTED_IN_CHINESE})|：)|\d{{1,2}}[.、:：](?=[^\d\s]|(?:19|20)\d\d年)|（{_ORDINAL}）[、.，]?"
    r"|[\u2460-\u249b\u3220-\u3229\u3280-\u3289\u24eb-\u24ff\u2776-\u2793][、.]?"
)
# 1 停车难, but 3 网格 and 6 户居民.
_NUMBER_AND_BLANK: Final = re.compile(
    rf"^\s*(?:{_ORDINAL}|(?:议题|事项|议程){_ORDINAL}|第{_ORDINAL}项?)[\s\u3000]+(?=[{HAN}])(?!网格|号|楼|栋|幢|期|组|单元|小区|层|年|季|月|日|[个户名台天次岁人位项家张场件条处座对辆间套批轮万千百亿元米吨度分时点])"
)
_STOPS: Final = "。；：，、！.;:!, "
# Words that begin with the verb, but are none: 研究生, 研究所, 研究会 (not 研究会议室), 研究院 (not 研究院落).
_NO_VERB: Final = (
    "(?!稿|题|者|性|法|和|与|及|并|报告|成果|项目|课题|型|式|中心|区|所|"
    "生(?!活|产|态)|院(?!落)|员(?!工)|室(?!内|外)|会(?!议)|组(?!织|建))"
)
_STUDIED: Final = "(?:研究|讨论)(?:并?(?:审议|讨论|研究|审定|通过|决定|确定))?"
_VERB: Final = rf"(?:(?:听取并)?审议(?:并?(?:原则)?通过|并?表决)?|审定|商议|{_STUDIED}{_NO_VERB})"
_PAPER: Final = "议题|事项|事宜|汇报|请示|通报|报告|提案|议案|建议|说明|情况汇报|情况通报|情况报告|情况说明|讨论"
_REPORT: Final = re.compile(rf"听取(?:[{HAN}]{{0,12}}?)关于(?P<subject>.+?)(?:的(?:{_PAPER}))?")
_ABOUT: Final = re.compile(rf"{_VERB}?关于(?P<subject>.+?)(?:的(?:{_PAPER}))?")
_ABOUT_A_THING: Final = re.compile(
    rf"{_VERB}?关于(?P<subject>[^的《]+)的(?P<thing>问题|方案|办法|计划|制度|意见|规定|倡议|建议书)"
)
_VERB_ALONE: Final = re.compile(rf"{_VERB}(?P<subject>(?!关于)[^的]{{2,}}|.{{2,}})")
_CALLED_ITEM: Final = re.compile(r"(?P<subject>.{2,}?)(?:的(?:议题|事项|事宜)|(?<=.{3})议题)")
# What an agenda says of an item besides: how long, by whom, to what end.
_NOTE: Final = re.compile(
    r"（(?:约?\d{1,3}分钟|\d{1,2}:\d\d(?:—\d{1,2}:\d\d)?|(?:拟|提请)?(?:审议|讨论|研究|汇报|通报|表决)(?:事项|议题)?|"
    r"(?:汇报|主持|发言|主讲|提出|牵头)(?:人|单位)：[^（）]{1,30})）$"
)
_GENERAL: Final = re.compile(
    "(?:会议|重点|主要|其[他它]|有关|相关|自由|集中|专题|工作|总结|小结|讨论|发言|交流|商议|研究|决定|议定|决议|"
    "事项|问题|议题|讲话|点评|表态|[与和及、的并])+"
)
_WRAPPINGS: Final = (_ABOUT_A_THING, _REPORT, _ABOUT, _VERB_ALONE, _CALLED_ITEM)
_ENTRIES: Final = re.compile(
    rf"(?:^|(?<=[。；！？：]))(?:([{NUMERALS}]{{1,3}})、|(\d{{1,2}})\.|（[{NUMERALS}]{{1,3}}）|①)(?!{_COUNTED}|\d)"
    r"|(?P<ring>[②-⑳])"
)
_FEWEST_ENTRIES: Final = 2
_MAX_ROUNDS: Final = 6
# A longer text is no title.
_LONGEST_TITLE: Final = 300
_BEHIND_NUMBER: Final = re.compile(rf"[{_STOPS}]*(?=[^{_STOPS}])")


def bare_title(text: str) -> str:
    """What an item is about: 一、关于助餐点选址的议题 is 助餐点选址, 议题二：审议护学岗方案。 is 护学岗方案.

    Nothing is taken that belongs to the title (3.4网格, 一网格, 12345热线, 100天); what would leave nothing stays.
    """
    return _settled_text(_bare_title, text)


def is_general_title(title: str) -> bool:
    """Of an item that names no matter: 讨论, 其他事项, 总结与决定."""
    return _GENERAL.fullmatch(title) is not None


def bare_decision(text: str) -> str:
    """A decision as a sentence without a number of its own; several in one text are counted （1） （2）."""
    return _settled_text(_bare_decision, text)


def without_own_number(text: str) -> str:
    """Recorded words with official marks; several entries in one text are counted （1） （2） on their line."""
    words = official_punctuation(text.strip()).lstrip(_STOPS)
    if len(_ENTRIES.findall(words)) >= _FEWEST_ENTRIES:
        numbers = iter(range(1, len(words)))
        return _ENTRIES.sub(lambda entry: f"{_stop_before(entry)}（{next(numbers)}）", words)
    return words if "（2）" in words else _without_own_numbers(words) or words


def _stop_before(entry: re.Match[str]) -> str:
    """①先登记②后上门 has no stop between its entries."""
    return "；" if entry["ring"] and entry.string[entry.start() - 1 : entry.start()].isalnum() else ""


def _settled_text(step: Callable[[str], str], text: str) -> str:
    """What stands behind a number may begin with one."""
    for _round in range(_MAX_ROUNDS):
        bare = step(text)
        if bare == text:
            break
        text = bare
    return text


def _bare_title(text: str) -> str:
    title = official_punctuation(_NUMBER_AND_BLANK.sub("", " ".join(text.split()), count=1)).strip(_STOPS)
    title = _NOTE.sub("", title) or title
    bare = _without_own_numbers(title).strip(_STOPS)
    return _without_wrappings(bare) or title


def _bare_decision(text: str) -> str:
    return as_sentence(without_own_number(text))


def _without_own_numbers(text: str) -> str:
    """From place to place: a text of nothing but numbers is read once."""
    start = 0
    while (number := _OWN_NUMBERS.match(text, start)) and (rest := _BEHIND_NUMBER.match(text, number.end())):
        start = rest.end()
    return text[start:]


def _without_wrappings(title: str) -> str:
    if len(title) > _LONGEST_TITLE:
        return title
    while wrapping := next(filter(None, (each.fullmatch(title) for each in _WRAPPINGS)), None):
        found = wrapping.groupdict()
        title = (found["subject"] + found.get("thing", "")).strip(_STOPS)
    return title
