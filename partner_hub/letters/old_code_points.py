"""Old code points of letters become the ones they have today.

Radicals come from copied PDFs; private ones from systems that knew GBK before Unicode had all of its characters.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from partner_hub.letters.blocks import PRIVATE_USE

# U+2E80-2EF3 in their order; U+2E80 and the unassigned U+2E9A stand for themselves.
# Source: EquivalentUnifiedIdeograph-17.0.0.txt of the Unicode Character Database. NFKC knows two of these.
_RADICALS_SUPPLEMENT: Final = (
    "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛"
    "犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑"
    "钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
# The Kangxi radicals and the compatibility ideographs have decompositions (but for twelve that are unified ones).
_DECOMPOSED: Final = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
_UNIFIABLE: Final = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
# Windows' code page 936 gives row FE50-FEA0 of GBK these code points one after the other; GB 18030 has real ones.
_FIRST_PRIVATE: Final = 0xE815
_GBK_LEAD: Final = 0xFE
_GBK_TRAILS: Final = (*range(0x50, 0x7F), *range(0x80, 0xA1))
# What the codec of Python, the edition of 2000, still calls private. Source: GB 18030-2022 (GB/T 22321.1-2018 has the
# same list); those of the second line are duplicates of letters in Extension B. glibc 2.36 reads all of them so.
_PRIVATE_UNTIL_2022: Final = {
    **dict(zip((0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864), "龴龵龶龷龸龹龺龻", strict=True)),
    **dict(zip((0xE816, 0xE817, 0xE818, 0xE831, 0xE83B, 0xE855), "𠂇𠂉𠃌𡗗𢦏𤇾", strict=True)),
    # Rows A6, A8 and A9: vertical marks, letters of pinyin, signs that describe ideographs.
    **dict(zip(range(0xE78D, 0xE797), "︐︒︑︓︔︕︖︗︘︙", strict=True)),
    **dict(zip((0xE7C7, 0xE7C8), "ḿǹ", strict=True)),
    **dict(zip(range(0xE7E7, 0xE7F4), "〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻", strict=True)),
}
_PRIVATE: Final = re.compile(f"[{PRIVATE_USE}]")


def letters_of_today(text: str) -> str:
    """Both: for every way in on which nothing is said of the change."""
    text = unified_letters(text)
    return text.translate(_private_letters()) if _PRIVATE.search(text) else text


def unified_letters(text: str) -> str:
    """Radicals (U+2E80-2FD5) and compatibility ideographs as the ideographs that they show."""
    return text.translate(_unified_ideographs()) if _UNIFIABLE.search(text) else text


def has_old_letters(text: str) -> bool:
    """Whether a private-use character of an old system stands in it that has a code point today."""
    return any(ord(character) in _private_letters() for character in _PRIVATE.findall(text))


@cache
def _unified_ideographs() -> dict[int, str]:
    table = {code: unicodedata.normalize("NFKC", chr(code)) for codes in _DECOMPOSED for code in codes}
    return table | dict(enumerate(_RADICALS_SUPPLEMENT, start=0x2E80))


@cache
def _private_letters() -> dict[int, str]:
    row = {
        _FIRST_PRIVATE + place: bytes((_GBK_LEAD, trail)).decode("gb18030") for place, trail in enumerate(_GBK_TRAILS)
    }
    return {code: unified_letters(letter) for code, letter in (row | _PRIVATE_UNTIL_2022).items()}
