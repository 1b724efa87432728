"""Passages that are no sentences of minutes: 55户。 同意。 按计划。 Pure."""

import re
from typing import Final

from partner_hub.letters import HAN
from partner_hub.minutes.wording.chinese_marks import NUMERALS

_UNIT: Final = (
    r"个工作日|平方米|个月|小时|分钟|人次|户次|车次|公里|公斤|万元|亿元|[万千百亿]?[户人名台套件份张间辆位项家岁次场条处座栋幢"
    r"楼层组对双支只节课期轮批趟盏根株棵块片瓶箱包袋桶盒本册米吨度天日周年元页个车]"
)
_NUMBER: Final = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?|[{NUMERALS}]+)(?:[～—]\d+(?:\.\d+)?)?[多余来几]?"
_COUNT: Final = rf"{_NUMBER}(?:{_UNIT})"
_ABOUT: Final = (
    "(?:共计|合计|总计|大约|约|共|近|超过|超|不超过?|不少于|至少|最多|各|另|仅|只|计|首批|第一批|"
    "每?[人户栋次套家组年月周天季度]{0,2})?"
)
_QUANTITY: Final = re.compile(rf"{_ABOUT}{_COUNT}(?:左右|以上|以内|以下|上下|不等)?")
_DATE: Final = (
    rf"(?:(?:\d{{4}}年)?(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})月(?:\d{{1,2}}[日号]?|[上中下]旬|[初中底末])?|[下本这]?周[一二三四五六日末]|"
    rf"\d{{1,2}}[:：]\d\d|[上中下]午|晚上?|早上|前|底|起|后|内)"
)
_DATES_AND_COUNTS: Final = re.compile(rf"(?:{_DATE}|第[{NUMERALS}\d]+(?:{_UNIT}|讲|轮|站)|{_QUANTITY.pattern})+")
_LONE_WORDS: Final = re.compile(
    "(?:一致|原则|原则上|均|都)?(?:同意|通过|赞成|认可|确认)(?:了|意见)?|(?:无|没有|暂无)(?:异议|意见|问题|补充)?|"
    "(?:按|照|依)(?:原?计划|规定|方案|要求|程序|惯例|上次|老规矩)(?:办|办理|执行|落实|进行|实施)?|(?:如|同|见)(?:上|前|下|左|附件)|照办|略|"
    "待定|再议|再说|暂缓|可以?|可行|行|好|好的|是|否|收到|没问题|已?确认|已?办结|已?完成|在办|续办|未办|尽快|继续|(?:会后|另行)(?:再定|再说|再议|通知)|"
    "书面承诺|口头承诺|已?承诺|原则同意|无偿|免费|长期|长期有效|不限|若干|详见附件|备注|其他|其它|等|等等"
)
_NOUN_WITH_COUNT: Final = re.compile(rf"(?P<noun>[{HAN}]{{1,8}})(?:各|共|约)?{_COUNT}")
# Letters that verbs of promises and decisions hold: without one, a noun and a figure are no sentence.
_VERB_LETTERS: Final = re.compile(
    "[按做架完登捐报同列支通停剩诊坏招评碰写跟落认领已走装修建办送派开放出给收排讲查换设增减补发交报签定选改拆清接提供安置组织举举办协调配合牵走进来去到留先再试用为有是由请须应能可让使负]"
)
_SAYS_NOTHING: Final = re.compile(
    "略|无|暂无|没有|(?:详见|见|如|同)(?:附件|上|前|下|后)|待定|待补|备注|其他|其它|等等?"
)
_CONSENTS: Final = re.compile(
    "(?:(?:会议|经研究)?，?(?:一致|原则上?|均|都)*(?:同意|通过|赞成|认可)(?:了|意见|所提意见)?[，。；、]*)+|"
    "(?:按|照|依)(?:原?计划|规定|方案|要求|程序|惯例|上次|老规矩)(?:办|办理|执行|落实|进行|实施)?|照办|可以|可行|行|好的?|没问题"
)
_CLAUSES: Final = re.compile("[，、；,;]")
_SHORT: Final = 8
# Longer clauses are no scraps; this also bounds what the patterns try.
_LONGEST: Final = 24
_ENDS: Final = "。！？；，、… \u3000"


def is_scrap(text: str) -> bool:
    """Whether it is no sentence of minutes, to be attached to its subject (55户。 7户，先做4户。 7月底。 按计划。).

    True where nothing but quantities, dates and lone words stands in it, where it begins with a bare quantity, or where
    it names things and how many without a verb (锦屏苑4个、新村2个). An empty text is none.
    """
    clauses = [clause for clause in map(str.strip, _CLAUSES.split(text.strip(_ENDS))) if clause]
    if not clauses:
        return bool(text.strip())
    return all(map(_is_scrap_clause, clauses)) or _begins_with_quantity(clauses[0])


def says_nothing(text: str) -> bool:
    """略。 无。 见附件。 tell nobody anything."""
    return _SAYS_NOTHING.fullmatch(text.strip(_ENDS)) is not None


def only_consents(text: str) -> bool:
    """同意。 按计划。 会议原则同意会议原则同意 are a verdict, not what was said."""
    return len(text) <= _LONGEST and _CONSENTS.fullmatch(text.strip(_ENDS)) is not None


def _is_scrap_clause(clause: str) -> bool:
    if len(clause) > _LONGEST:
        return False
    if _LONE_WORDS.fullmatch(clause) or _DATES_AND_COUNTS.fullmatch(clause):
        return True
    counted = _NOUN_WITH_COUNT.fullmatch(clause)
    return counted is not None and _VERB_LETTERS.search(counted["noun"]) is None


def _begins_with_quantity(clause: str) -> bool:
    if len(clause) > _LONGEST:
        return False
    if _QUANTITY.fullmatch(clause):
        return True
    counted = _NOUN_WITH_COUNT.fullmatch(clause)
    return counted is not None and len(clause) <= _SHORT and _VERB_LETTERS.search(counted["noun"]) is None
