"""Recognises headings of columns that hold numbers of identity papers or cards, in any kind of list."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from partner_hub.workbooks.values import text

PAPER: Final = (
    "身份证件?|身份证明|身份|证件|残疾人?证|残疾军人证|护照|通行证|回乡证|台胞证|军官证|士兵证|军人证|警官证|居住证|居留证|"
    "驾驶证|驾照|户口[簿本]?|户籍|出生证|出生医学证明|低保证?|特困证?|老年[人]?证|优待证|敬老卡|学生证"
)
CARD: Final = (
    "银行卡?|信用卡|借记卡|储蓄卡|工资卡|存折|开户|收款|社保卡?|社会保障卡?|社会保险卡?|医保卡?|医疗保险卡?|医疗卡|"
    "就诊卡|诊疗卡|市民卡|一卡通|惠民卡"
)
NUMBER: Final = r"(?:号码|号|编号|账号|帐号|账户|帐户|卡号|证号|代码|NO\.?)+"
# The words before it say whose it is. A credit code or a licence is the unit's own.
WHOSE: Final = "(?:(?!信用代码|机构代码|执照|许可|登记证).){0,12}?"
END: Final = r"[后末尾][一二三四五六七八九\d][位码]"
LENGTH: Final = r"(?:[:：,，]?\d{1,2}位(?:数字?)?)?"
WITH_NUMBER: Final = re.compile(
    rf"(?:{WHOSE}(?:{PAPER}|{CARD})(?:{NUMBER}|(?:{NUMBER})?{END})|{WHOSE}卡号|(?:ID|PASSPORT)(?:CARD)?(?:NO\.?|NUMBER)){LENGTH}"
)
BARE: Final = re.compile(
    "(?:居民|公民|本人|法人|联系人|联络员|[户业]主|申请人|监护人|负责人|经办人|家属)?"
    "(?:身份证|身份信息|残疾人?证|护照|[^是否有无]{0,10}通行证|[回台][乡胞]证|军官证|居住证|银行卡|社保卡|医保卡)(?:信息)?"
)
# The heading names the paper only in brackets: 号码（身份证）.
VAGUE: Final = re.compile(r"(?:证件|号码|编号|证号|号|证件号码?)[（(](.+)[)）]")
SEVERAL: Final = re.compile(r"[/、或及和与+&]")
MAX_IDENTITY_HEADER_LENGTH: Final = 40
# Without one of these no paper or card is named: the cells of a large list are many.
HINT: Final = re.compile("[证卡照户折保账帐]|[身⾝]份|收款|特困|ID|PASS|[ＩＰ]", re.IGNORECASE)


def is_identity_header(heading: str, *, bare: bool = True) -> bool:
    """Whether a column below this heading holds nothing but such numbers; `bare` takes 身份证 without 号, too.

    A heading that names something else besides (姓名及身份证号) does not count.
    """
    return (
        len(heading) <= MAX_IDENTITY_HEADER_LENGTH
        and HINT.search(heading) is not None
        and _is_normalised_identity_header(heading, bare=bare)
    )


@lru_cache(maxsize=4096)
def _is_normalised_identity_header(heading: str, *, bare: bool) -> bool:
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text.INVISIBLE.sub("", heading))).upper()
    if vague := VAGUE.fullmatch(plain):
        plain = vague[1]
        bare = True
    plain = re.sub(r"[（(【\[][^）)】\]]*[）)】\]]", "", plain)
    plain = re.sub(r"^(?:\d{1,2}[.、])?[*＊★☆]*|[*＊★☆:：?？]+$", "", plain)
    parts = SEVERAL.split(plain)
    # In 身份证/护照号 the last word speaks for all.
    bare = bare or (len(parts) > 1 and bool(WITH_NUMBER.fullmatch(parts[-1])))
    return all(WITH_NUMBER.fullmatch(part) or (bare and BARE.fullmatch(part)) for part in parts)
