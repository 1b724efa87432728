"""Regular expressions for the words before and behind a number that tell its kind."""

import re
from typing import Final

_GAP_BEFORE_NUMBER: Final = r"(?:号码|编号|号|后面是)?[^0-9A-Za-z一-鿿,;。]{0,3}(?:是|为|叫)?[^0-9A-Za-z一-鿿,;。]{0,3}"
IDENTITY_PAPER_BEFORE: Final = re.compile(
    r"(?:身份证|身份|证件|户口本|户口簿|居住证|居留证|通行证|回乡证|台胞证|军官证|士兵证|军人证|护照|(?<![a-z])id)"
    rf"(?:件)?{_GAP_BEFORE_NUMBER}[A-Za-z]{{0,3}}[.:#]?\s?$",
    re.IGNORECASE,
)
_CARDS: Final = (
    r"残疾人?证|残疾军人证|军残证|军人保障|特困证|低保证|救助证|光荣证|优抚证|烈属证|独生子女证|结婚证|离婚证|房产证|不动产权?证|驾驶证(?:档案)?|驾照|行驶证|出生(?:医学)?证明?|退休证|退役证|失业证|健康证|准考证|医保|医疗卡|医疗证|社保|社会保障|就诊|诊疗|病历|病案|住院|门诊|健康卡|市民卡|银行卡?|储蓄卡?|信用卡|借记卡|工资卡|存折|"
    r"[工农建交中招]行|邮储|邮政|农信|信用社|老年证|老人证|优待证|敬老卡|学生证|学籍|[一1]卡通|公交卡|会员卡|户头|账户|帐户|账号|帐号|卡"
)
CARD_BEFORE: Final = re.compile(rf"(?:{_CARDS})(?:卡|证|账户|账号|帐号)?{_GAP_BEFORE_NUMBER}[A-Za-z]{{0,3}}[.:#]?\s?$")
# Numbers of another kind: orders, invoices, models ...
OTHER_NUMBER_BEFORE: Final = re.compile(
    r"(?:订单|运单|快递|单|流水|合同|发票|条码|条形码|编码|编号|批号|型号|代码|序列|受理|案件|设备|资产|备案|许可证|执照|序)"
    rf"{_GAP_BEFORE_NUMBER}$"
)
PHONE_BEFORE: Final = re.compile(
    r"(?:电话|手机|座机|固话|号码|联系方式|联系|tel|phone|致电|拨打?|回电|打|短信)[^0-9\n,。;]{0,6}$", re.IGNORECASE
)
_PATTERN_BY_KIND: Final = (
    ("identity", IDENTITY_PAPER_BEFORE),
    ("card", CARD_BEFORE),
    ("other", OTHER_NUMBER_BEFORE),
    ("phone", PHONE_BEFORE),
)
UNIT_BEHIND: Final = re.compile(
    r"\s?(?:元|块|人|户(?![名主头口籍])|次|名(?![字叫])|个|岁|米|斤|平|年|月|天|份|度|分|万|亿|吨|件|只|张|字|步|条|公里|号楼|%)"
)
_PROVINCE: Final = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_LETTERED: Final = (
    rf"{_PROVINCE}?[军残]?[A-Z]{{1,3}}[\s-]?[0-9][0-9()\s-]{{4,14}}[0-9X)]"
    # 闽烈字第01234号, 政字第123456, 闽3501020012.
    rf"|(?:{_PROVINCE}|[^\W0-9A-Z]{{1,3}}字){_PROVINCE}?(?:[军残烈民]?字)?第?\s?[0-9]{{5,14}}号?"
)
# Papers and cards whose numbers have letters.
LETTERED_NUMBER: Final = re.compile(
    rf"(?P<paper>护照|通行证|回乡证|台胞证|居留证|居住证|永居证?|绿卡|身份证|证件|军官证|士兵证|军人证|警官证)?(?P<card>{_CARDS})?"
    rf"(?:卡|证)?{_GAP_BEFORE_NUMBER}(?P<part>{_LETTERED})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
# Letters among the figures; not behind the word for a bank or a licence, where a unit's own code may stand.
MIXED_NUMBER: Final = re.compile(
    r"(?:护照|通行证|身份证|证件|居留证|[医社]保|社会保[障险]|残疾人?证|低保证|特困证|优待证|出生(?:医学)?证明?|病[历案]|住院|就诊|门诊|"
    rf"健康卡|市民卡)(?:卡|证)?{_GAP_BEFORE_NUMBER}"
    r"(?P<part>(?=[0-9-]*[A-Z])(?=(?:[A-Z-]*[0-9]){5})[0-9A-Z][0-9A-Z-]{6,29})(?![0-9A-Za-z@_])",
    re.IGNORECASE,
)
# What tells by itself that it is of an officer's paper, or of the deed of a flat.
TELLING_NUMBER: Final = re.compile(
    rf"(?P<part>(?:[军南北沈兰济广成空海]字|房权证[^\W0-9A-Z]{{0,4}}字|{_PROVINCE}\([0-9]{{4}}\)[^\W0-9A-Z]{{2,8}}不动产权)"
    r"第?\s?[0-9]{5,10}号?)",
    re.IGNORECASE,
)


def kind_announced_by(words: str) -> str:
    """Kind announced by the words before a number: identity, card, other, phone, or ""."""
    return next((kind for kind, pattern in _PATTERN_BY_KIND if pattern.search(words)), "")
