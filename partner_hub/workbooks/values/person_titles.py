"""Tells a person's title from the name beside it: 德育主任王芷, 林栋副院长, 陈昭同志; 张老师 has no other name."""

import re
from functools import cache
from typing import Final

from partner_hub.privacy.words import load_word_list
from partner_hub.workbooks.values import text

_POSTS: Final = (
    "书记|主任|所长|院长|校长|园长|行长|局长|处长|部长|厅长|科长|股长|站长|队长|大队长|中队长|会长|理事长|董事长|秘书长|馆长|"
    "社长|组长|班长|团长|庭长|检察长|政委|教导员|指导员|总经理|经理|总监|店长|店主|老板|法人|法定代表人|主管|主席|助理|护士长|"
    "秘书|委员|支委|专干|干事|干部|科员|文员|专员|职员|会计|出纳|民警|警长|辅警|律师|法官|检察官|教师|老师|教授|讲师|教练|"
    "医生|医师|大夫|护士|药师|社工|网格员|网格长|联络员|联系人|对接人|负责人|经办人|负责|志愿者|工程师|司机|保安|工作人员|"
    "楼长|楼栋长|委员长|住持|教务长|辅导员|班主任|年级长|掌柜|代表"
)
_BEFORE_POSTS: Final = (
    "副|代|正|常务|执行|第一|主持工作|党委|党总支|党支部|党组织|党组|支部|总支|总|机关|社区|学校|公司|部门|科室|德育|教务|教导|"
    "教学|政教|总务|学生处|办公室|办|党办|校办|院办|团委|工会|妇联|少先队|人事|人力资源|行政|综合|综合部|财务|市场|市场部|业务|"
    "业务部|销售|客户|大堂|网点|运营|项目|医务|护理|门诊|急诊|急诊科|内科|外科|口腔|公卫|药剂|党群|党建|宣传|组织|纪检|统战|"
    "群团|安全|后勤|物业|志愿者|责任|法定|首席|高级|中级|初级|主治|主管|主任|驻村|驻点|社区民警|驾驶|文化|体育|民政|退管办|院长|校长"
)
POST: Final = re.compile(rf"(?:{_BEFORE_POSTS})*(?:{_POSTS})(?:(?:兼任?|[/、，]| )?(?:{_BEFORE_POSTS})*(?:{_POSTS}))*")
# A word apart from the name is its title, whatever stands before the post: 急诊二科护士长.
POST_APART: Final = re.compile(rf"[{text.CJK}]*?(?:{_POSTS})|(?:党|校|院|局|区|街道?)办(?:公室)?")
COURTESY: Final = re.compile(r"同志|先生|女士|小姐|阿姨|叔叔|师傅|姐|哥")
_REMARK: Final = re.compile(r"[男女代]|代签|新|原|已签|本人|姓名|AB?岗")


@cache
def _known_surnames() -> tuple[frozenset[str], frozenset[str]]:
    """Usual ones of one character, and all of two and more."""
    groups = load_word_list("names")["surnames"]
    single = "".join(signs for group, signs in groups.items() if group not in {"double", "telling"})
    return frozenset(single), frozenset(groups["double"].split())


def surname_length(name: str) -> int:
    """0 for what begins with no surname."""
    single, double = _known_surnames()
    return 2 if name[:2] in double else int(name[:1] in single)


def is_whole_name(name: str) -> bool:
    """王芷, 欧阳静澜: a surname with one or two characters behind it, and no title."""
    given = len(name) - surname_length(name)
    is_han = re.fullmatch(rf"[{text.CJK}\ue000-\uf8ff某々]+", name)
    return bool(is_han) and 0 < given < len(name) and given <= 2 and not POST.fullmatch(name)  # noqa: PLR2004


def name_and_title(word: str) -> tuple[str, str]:
    """A word without blanks: (林栋, 副院长), ("", 德育主任); what has no title, or a surname before it, is the name."""
    if _REMARK.fullmatch(word) or COURTESY.fullmatch(word) or POST.fullmatch(word):
        return "", word
    if is_whole_name(word) or _is_surname_with_title(word):
        return word, ""
    for title in (*POST.finditer(word), *COURTESY.finditer(word)):
        before, after = word[: title.start()], word[title.end() :]
        if (not after and _is_name(before)) or (not before and _is_name(after)):
            return before or after, title[0]
    return ("", word) if POST_APART.fullmatch(word) else (word, "")


def is_persons_name(word: str) -> bool:
    """王芷, 买买提·艾力, 张老师."""
    return _is_name(word) or _is_surname_with_title(word)


def _is_name(word: str) -> bool:
    return is_whole_name(word) or "·" in word.strip("·")


def _is_surname_with_title(word: str) -> bool:
    length = surname_length(word)
    rest = word[length:]
    return bool(length and rest) and bool(POST.fullmatch(rest) or COURTESY.fullmatch(rest))
