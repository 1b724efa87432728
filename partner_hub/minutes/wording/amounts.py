"""Sums of money as recorders jot them down. Pure. Source: GB/T 15835-2011, 4.1.1: a quantity has its unit."""

import re
from typing import Final

from partner_hub.letters import HAN

_FIGURE: Final = r"\d{1,9}(?:\.\d{1,4})?[万千百亿]"
_NAMED: Final = rf"{_FIGURE}元?[{HAN}]{{1,8}}"
_NAMED_SUM: Final = re.compile(rf"(?<![\d.+])(?:{_NAMED}\+){{1,9}}{_NAMED}(?=$|[，。；：、（）])")
_BARE_SUM: Final = re.compile(rf"(?<![\d.+])(?:{_FIGURE}元?\+){{1,9}}{_FIGURE}元?(?![\d.+万千百亿])")
# 区民政局补2万。
_LONE_SUM: Final = re.compile(r"(?<=[补出付拨给支助捐垫贴动列资费])\d{1,9}(?:\.\d{1,4})?[万亿](?=$|[，。；、）,;])")
_PART: Final = re.compile(rf"({_FIGURE})元?([{HAN}]*)")
# What counts people or things is no money.
_COUNTED: Final = re.compile("[人户个名台套件张份次斤吨米]")
_MONEY: Final = re.compile("元|资金|筹资|出资|经费|费用|收益|公益金|款|补贴|补助|维修金|预算|报价")


def official_sums(text: str) -> str:
    """1.2万公共收益+0.8万公益金 -> 公共收益1.2万元、公益金0.8万元; 按1.2万+0.8万筹资 -> 按1.2万元、0.8万元筹资.

    Only in a line that speaks of money; everything else stays as it was said.
    """
    return "\n".join(_official_line(line) if _MONEY.search(line) else line for line in text.split("\n"))


def _official_line(line: str) -> str:
    if "+" in line:
        line = _BARE_SUM.sub(_parts_with_unit, _NAMED_SUM.sub(_parts_with_unit, line))
    return _LONE_SUM.sub(r"\g<0>元", line)


def _parts_with_unit(match: re.Match[str]) -> str:
    parts = _PART.findall(match[0])
    if any(_COUNTED.match(noun) for _figure, noun in parts):
        return match[0]
    return "、".join(f"{noun}{figure}元" for figure, noun in parts)
