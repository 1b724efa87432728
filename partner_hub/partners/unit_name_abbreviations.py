"""Tables of how names of Chinese units are shortened, beyond leaving out characters, and their tokenizer."""

import re
from typing import Final

DIGITS_IN_CHINESE: Final = "〇一二三四五六七八九"
# Words that name a trade or a kind of unit: two units that share only these are not the same.
GENERIC_CHARACTERS: Final = frozenset(
    "省市区县镇乡村街道社区小区单位公司集团有限责任股份分支行店厂站所局院校园中心会部处科室队馆社办委员总服务管理事务企业组织协联合机构器医"
)
# What may end a short form without being part of the full name (蓝鳍救援队, 街道卫生院).
ADDED_LAST_CHARACTERS: Final = frozenset("队院部店站所室厂社会器点行")
# Two names are no evidence for each other when they share but the place.
PLACE_CHARACTERS: Final = frozenset("省市区县镇乡村街道路巷")
# The last character of a complete name; what follows it in a longer name is a unit below that one.
LAST_CHARACTERS_OF_COMPLETE_NAME: Final = frozenset("局院司队校会行厅")
LEGAL_FORM_CHARACTERS: Final = frozenset("股有集保责（")
# Units whose names contain each other's; a noncharacter keeps them apart (中国银行 is no 中国农业银行).
CONFUSABLE_NAMES: Final = (
    (r"(?:中国)?农业银行|农行", "\ufdd1"),
    (r"(?:中国)?工商银行|工行", "\ufdd2"),
    (r"(?:中国)?建设银行|建行", "\ufdd3"),
    (r"(?:中国)?邮政储蓄银行|邮储银行|邮储", "\ufdd4"),
    (r"农村商业银行|农商银行|农商行", "\ufdd5"),
    (r"交通银行|交行", "\ufdd6"),
    (r"招商银行|招行", "\ufdd7"),
    (r"中国银行|中行(?!政)", "\ufdd8"),
    (r"中西医结合医院", "\ufdd9院"),
    (r"中医医院|中医院", "\ufdda院"),
    (r"妇幼保健院|妇幼保健医院|妇幼医院|妇幼院|妇幼$", "\ufddb院"),
    (r"农村信用合作联社|农村信用社|农信社|信用联社", "\ufddc"),
)
SIGNS_OF_NAMES: Final = frozenset(sign[0] for _, sign in CONFUSABLE_NAMES)
EQUIVALENT_SPELLINGS: Final = (
    (r"居民委员会|居委会", "居委会"),
    (r"村民委员会|村委会", "村委会"),
    (r"业主委员会|业委会", "业委会"),
    (r"管理委员会|管委会", "管委会"),
    (r"人力资源和社会保障|人社", "人社"),
    (r"市场监督管理|市场监管|市监", "市监"),
    (r"疾病预防控制|疾控", "疾控"),
    (r"退役军人事务|退役军人", "退役军人"),
    (r"共产主义青年团|共青团|团委", "共青团"),
    (r"公安交通警察|交通警察|交警", "交警"),
    (r"城市管理|城管", "城管"),
    (r"自来水(?:有限)?(?:责任)?公司|水司", "自来水公司"),
)
# A unit's Party branch speaks for the unit.
PARTY_BRANCH: Final = re.compile(r"^中共(?=.)|(?:联合)?党(?:支部|总支部?|委|组|组织)(?:委员会)?$")
CHINESE_NUMBER: Final = re.compile(r"[〇零一二三四五六七八九十百]+")
TOKEN_PATTERN: Final = re.compile(r"\d+|.", re.DOTALL)


def unit_name_tokens(name: str) -> tuple[str, ...]:
    """Characters, with figures whole (第二十八中学 -> 28, 中, 学) and confusable words as one sign."""
    name = PARTY_BRANCH.sub("", name) or name
    for pattern, sign in (*CONFUSABLE_NAMES, *EQUIVALENT_SPELLINGS):
        name = re.sub(pattern, sign, name)
    name = CHINESE_NUMBER.sub(lambda match: str(_value_of_chinese_number(match[0])), name)
    return tuple(TOKEN_PATTERN.findall(re.sub(r"第(?=\d)", "", name)))


def _value_of_chinese_number(text: str) -> int:
    total, digit = 0, 0
    for c in text.replace("零", "〇"):
        if c in DIGITS_IN_CHINESE:
            digit = digit * 10 + DIGITS_IN_CHINESE.index(c) if c == "〇" else DIGITS_IN_CHINESE.index(c)
        else:
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
    return total + digit
