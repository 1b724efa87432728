"""Names that only a blank keeps apart: 王芷 林栋 becomes 王芷、林栋, before the blanks between Chinese go."""

import re
from typing import Final

from partner_hub.letters import HAN
from partner_hub.minutes.wording.chinese_marks import BLANKS

# Frequent surnames that begin few other words; those of the second line begin many (高中, 安全, 方案).
_SURNAMES: Final = (
    "王李张刘陈杨黄赵周吴徐孙朱胡郭林何梁郑罗宋谢唐韩曹许邓冯曾程蔡彭潘袁董苏"
    "吕魏蒋杜丁沈姜范傅卢汪戴崔陆廖姚邱谭韦贾邹熊孟秦薛侯郝邵顾赖贺严尹施洪龚"
)
_SURNAMES_LIKE_WORDS: Final = "马高于余叶田江钟任方金夏石阎雷白龙段孔史毛常万武康钱牛肖黎易乔文安章殷温颜庄童阮"
_PLAIN: Final = rf"[{_SURNAMES}][{HAN}]{{1,2}}"
_ANY: Final = rf"[{_SURNAMES}{_SURNAMES_LIKE_WORDS}][{HAN}]{{1,2}}"
_GAP: Final = f"[{BLANKS}]{{1,4}}"
_LISTED: Final = re.compile(
    rf"(?<![{HAN}])(?:{_PLAIN}(?:{_GAP}{_PLAIN})+|{_ANY}(?:{_GAP}{_ANY}){{2,}})(?![{HAN}])(?!{_GAP}[{HAN}])"
)


def part_names(line: str) -> str:
    """Two frequent names or more, or three of any: nothing else may stand between or behind them."""
    return _LISTED.sub(lambda match: re.sub(_GAP, "、", match[0]), line)
