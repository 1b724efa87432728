"""One spelling of a unit's name for comparing: width, radicals, traditional characters, numbers, usual short words.

A canonical name has one sign for each thing that is read as one, of those that no text holds: a number (第二十八) is a
surrogate, a bank whose name is part of another's a noncharacter.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from partner_hub.letters import HAN, PRIVATE_USE, letters_of_today
from partner_hub.partners.unit_name_words import CHARACTER_FORMS, EQUIVALENT_SPELLINGS, NAMES_AS_ONE_SIGN

MAX_NAME_LENGTH: Final = 120
FIRST_NUMBER_SIGN: Final = 0xD800
MAX_NUMBER: Final = 0x7FF
FIRST_NAME_SIGN: Final = 0xFDD0
LAST_NAME_SIGN: Final = 0xFDEF
NOT_COMPARED: Final = re.compile(f"(?:(?![{HAN}{PRIVATE_USE}])[\\W_])+")
CHINESE_DIGITS: Final = "〇一二三四五六七八九"
NUMBER: Final = re.compile(r"第?(?:(\d{1,9})|([〇零一二三四五六七八九十百]{1,8}))")
# 一心堂 and 三叶 are words: a Chinese number counts where 第 or a word of kind stands beside it.
COUNTED: Final = re.compile(
    r"分|中(?!心)|小(?!院)|幼|医|院|附|实|高|职|公司|支|大队|中队|所|站|校|组|网格|号|路|社区|车间|党|片|期|区"
)
# A unit's Party branch speaks for the unit.
PARTY_BRANCH: Final = re.compile(
    r"^(?:中国共产党|中共)(?=.)|(?:机关|联合|直属)?(?:第?[一二三四五六七八九十\d]{1,3})?(?:联合)?(?:党(?:支部|总支部?|委|组|组织)(?:委员会)?|总?支部委员会)$"
)
_SIGNS: Final = [(re.compile(words), chr(FIRST_NAME_SIGN + at)) for at, words in enumerate(NAMES_AS_ONE_SIGN)]
_SPELLINGS: Final = [(re.compile(words), usual) for words, usual in EQUIVALENT_SPELLINGS]


@lru_cache(maxsize=16384)
def plain_unit_name(text: str) -> str:
    """For comparing: ordinary width and forms, without spaces and punctuation, letters in capitals."""
    usual = unicodedata.normalize("NFKC", letters_of_today(text)).translate(CHARACTER_FORMS)
    return NOT_COMPARED.sub("", usual).upper()


@lru_cache(maxsize=16384)
def canonical_name(text: str) -> str:
    """The plain name with usual short words, numbers and the names of banks as single signs."""
    name = plain_unit_name(text[:MAX_NAME_LENGTH])
    name = _of_unit(name)
    for words, sign in _SIGNS:
        name = words.sub(sign, name)
    for words, usual in _SPELLINGS:
        name = words.sub(usual, name)
    return NUMBER.sub(_number_sign, name)


def _of_unit(name: str) -> str:
    """Without the words for its Party branch; 社区党委 is none of a unit's."""
    short = PARTY_BRANCH.sub("", name)
    return short if len(short) > len("社区") else name


def is_number(sign: str) -> bool:
    return FIRST_NUMBER_SIGN <= ord(sign) <= FIRST_NUMBER_SIGN + MAX_NUMBER


def is_name_sign(sign: str) -> bool:
    return FIRST_NAME_SIGN <= ord(sign) <= LAST_NAME_SIGN


def _number_sign(match: re.Match[str]) -> str:
    digits, chinese = match[1], match[2]
    is_ordinal = match[0].startswith("第") or COUNTED.match(match.string, match.end())
    number = int(digits) if digits else _value_of_chinese_number(chinese)
    return match[0] if number > MAX_NUMBER or (chinese and not is_ordinal) else chr(FIRST_NUMBER_SIGN + number)


def _value_of_chinese_number(text: str) -> int:
    total, digit = 0, 0
    for c in text.replace("零", "〇"):
        if c in CHINESE_DIGITS:
            digit = digit * 10 + CHINESE_DIGITS.index(c)
        else:
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
    return total + digit
