"""Finds chat accounts, mail addresses, licence plates and flats by regular expressions.

The patterns are for `figures` of a NormalForm. The group `part` is the finding.
"""

import re
from collections.abc import Iterator
from typing import Final

from partner_hub.privacy import number_context

_GAP: Final = r"[\s\-‐-―－·./]?"
_NUMBER: Final = "[0-9十百廿]"
_NAMED_BUILDING: Final = (
    rf"(?:{_NUMBER}{{1,4}}{_GAP}(?:号楼|#楼|#|座|栋|幢|橦)|"
    rf"(?:(?<![a-z])[a-z]|[甲乙丙丁戊]){_GAP}(?:座|栋|幢|区|号楼))"
)
_BUILDING: Final = rf"(?:{_NAMED_BUILDING}|楼(?={_NUMBER}{{3}}))"
_STREET: Final = rf"[路街巷弄村里坊]{_NUMBER}{{1,4}}号"
_FLAT: Final = r"(?:[a-z]?[0-9]{3,4}[a-z]?|[0-9]{1,2}f[\s-]?[0-9]{1,2}|[0-9]{1,2}[a-h](?![a-z0-9]))"
_ROOM: Final = r"(?:室(?![内外温友])|房(?![屋间子改租东产])|号房|号室)"
_SIDE: Final = r"(?:[东西南北左右中]|左手|右手|靠[东西南北])"
_UNIT: Final = rf"(?:{_NUMBER}{{1,2}}|[东西南北中a-z]){_GAP}(?:单元|梯|门(?![口前外卫]))"
_FLOOR: Final = rf"(?:{_NUMBER}{{1,2}}[楼层]?|[顶底][楼层])"
_DOOR: Final = rf"{_FLOOR}?{_SIDE}?(?:边|手)?(?:户|首|第[0-9]家|那家)"
# The door or the lamp of a unit is everybody's.
_NOBODYS: Final = "(?!(?<=元)的?(?:门口|门禁|大门|楼道|楼梯|电梯|路?灯|楼下|对面|前|后|旁|外))"
_HYPHEN: Final = "[-‐-―－]"
# The number of a building without a word for it.
_ALONE: Final = r"(?<!编号)(?<!型号)(?<!序号)(?<![0-9.\-‐-―－])(?:[0-9]{1,2}|(?<![a-z])[a-z])"
# After a figure: it counts something and is no flat.
_MEASURE: Final = r"[0-9十百千万元块人户元次名个岁米斤平年月天日份度分多几余%支只张条位路]|[-/.~][0-9]"
_KIN: Final = (
    "阿婆|阿公|阿姨|阿伯|依伯|依姆|老人|老太|大爷|大妈|大叔|大娘|奶奶|爷爷|"
    "住户|租户|业主|邻居|孩子|夫妻|一家|那家|那户|人家"
)
_LIVES: Final = "(?:住在?着?|家在|我家|家住|楼上|楼下|隔壁|对门)"
_PROVINCE: Final = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_PLATE_END: Final = "(?:挂|学|警|港|澳|使|领|试|超|应急)"
_APP: Final = (
    r"(?:微\s?信|威信|薇信|微芯|v信|微博|扣扣|球球|企鹅|抖音|快手|小红书|支付宝|淘宝|陌陌|钉钉|绿泡泡|[微薇威]\s?[❤♥💕💗💚心芯]|绿信|绿泡|"
    r"(?<![a-z])(?:w\s?x|v\s?x|v[e❤♥💕]|weixin|wechat|weibo|qq|line|telegram|tg|whatsapp))"
)
_ADD: Final = r"(?:(?:加|\+|➕|搜|添加|私|戳)\s?(?:我|个|下|一下|他|她)?\s?的?(?:v|微|q|扣|薇))"
_IS: Final = r"\s?(?:号码|账号|帐号|账户|id|号|昵称)?\s?[:=是为叫]{0,2}\s?[@\"“”'(\[【「]?"
_ACCOUNT: Final = "(?P<part>[a-z0-9](?:[-_.]?[a-z0-9_]){4,29})(?![a-z0-9@])"
_MAIL: Final = (
    # Begins where its word begins: tried at every letter, a long word would take the square of its length.
    r"(?<![a-z0-9_.+-])(?P<part>[a-z0-9_.+-]{1,64}\s?(?:@|\(at\)|\[at\]|(?<=\s)at(?=\s)|艾特)\s?[a-z0-9-]{1,63}"
    r"(?:\s?(?:\.|。|点|\(dot\)|\[dot\]|(?<=\s)dot(?=\s)|,)\s?[a-z0-9-]{1,63}){1,5})"
)
# abc#example.com, to be read by people alone.
_BLURRED_MAIL: Final = (
    r"(?<![a-z0-9_.+-])(?P<part>[a-z0-9_.+-]{1,64}[#*][a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.(?:com|cn|net|org))"
)
_SHAPES: Final = (
    # As it is spoken and taken down.
    ("phone", r"(?<![0-9])(?P<part>1[3-9][0-9][,、]\s?[0-9]{4}[,、]\s?[0-9]{4})(?![0-9])"),
    ("mail", _MAIL),
    ("mail", _BLURRED_MAIL),
    ("account", rf"{_APP}{_IS}{_ACCOUNT}"),
    ("account", rf"{_ADD}{_IS}{_ACCOUNT}"),
    ("account", rf"(?<![a-z])(?:qq|扣扣|q){_IS}(?P<part>[1-9](?:[\s-]?[0-9]){{4,10}})(?![0-9a-z@])"),
    ("account", r"(?<![a-z0-9])q\s?(?P<part>[1-9][0-9]{5,10})(?![a-z0-9])"),
    ("account", rf"(?<![a-z0-9])(?:v|q|微|薇)\s?[:=]\s?{_ACCOUNT}"),
    (
        "plate",
        rf"(?P<part>{_PROVINCE}[\s·.]?[A-Z][\s·.-]?(?=[A-Z0-9]{{0,5}}[0-9])[A-HJ-NP-Z0-9]{{5,6}}{_PLATE_END}?)(?![A-Z0-9])",
    ),
    ("plate", rf"(?P<part>{_PROVINCE}\s?[A-Z][\s·.-]?(?=[A-Z0-9]{{0,4}}[0-9])[A-HJ-NP-Z0-9]{{4}}{_PLATE_END})"),
    ("plate", rf"(?P<part>(?:wj\s?{_PROVINCE}\s?[0-9]{{4,5}}[a-z]?|使\s?[0-9]{{6}}))(?![0-9a-z])"),
    (
        "plate",
        r"(?:车牌|牌照|车号)号?码?[:是为\s]{0,3}(?P<part>[一-鿿]{0,2}\s?[a-z]{0,2}[\s·.-]?[0-9][0-9a-z]{3,6})(?![0-9a-z])",
    ),
    (
        "address",
        rf"{_BUILDING}{_GAP}(?P<part>{_UNIT}(?:{_GAP}{_DOOR}|{_GAP}{_FLAT})?(?:{_ROOM}|户)?){_NOBODYS}",
    ),
    (
        "address",
        rf"(?:{_BUILDING}|单元|梯|{_STREET}){_GAP}(?P<part>{_FLAT}(?!{_MEASURE}|[楼层])(?:{_ROOM}|号|户)?)",
    ),
    (
        "address",
        rf"(?:{_BUILDING}|单元|梯|{_STREET}){_GAP}(?P<part>{_NUMBER}{{1,2}}[楼层]?{_SIDE}边?(?:户|首|间|那户|那家|第[0-9]家))",
    ),
    ("address", rf"(?<=#)(?P<part>{_HYPHEN}?[0-9]{{1,2}}{_HYPHEN}[0-9]{{3,4}})(?![0-9])"),
    ("address", rf"(?<![0-9.])(?P<part>[0-9]{{1,3}}{_HYPHEN}[0-9]{{1,2}}{_HYPHEN}[0-9]{{3,4}})(?![0-9])"),
    (
        "address",
        rf"{_ALONE}(?P<part>{_HYPHEN}(?:[1-9]|[1-3][0-9])(?:0[1-9]|1[0-9]))(?!{_MEASURE}|[-‐-―－.])",
    ),
    ("address", rf"(?<![0-9a-z第])(?P<part>(?:[a-z]-?)?[0-9]{{3,4}}[a-z]?{_GAP}{_ROOM})"),
    # 15层03, 3楼05室: the flat of a floor.
    ("address", rf"(?P<part>{_NUMBER}{{1,2}}[层楼](?:0[1-9]|[0-9]{{1,2}}(?={_ROOM}|户))(?:{_ROOM}|户)?)(?!{_MEASURE})"),
    # The house of a lane or of a group of a village, where somebody lives.
    ("address", rf"{_LIVES}[一-鿿]{{0,6}}(?P<part>{_STREET})(?![楼线])"),
    ("address", rf"(?P<part>[巷弄村]{_NUMBER}{{1,4}}号)(?=的?(?:{_KIN}))"),
    ("address", rf"(?P<part>{_NUMBER}{{1,2}}[组排队]{_NUMBER}{{1,4}}[号户])(?![楼线])"),
    ("address", rf"{_LIVES}(?P<part>[1-9][0-9]{{2,3}})(?!{_MEASURE}|[楼层栋座幢号弄])"),
    ("address", rf"(?<![0-9a-z.年第])(?P<part>[1-9][0-9]?0[1-9])(?=的?(?:{_KIN}))"),
)
_BEFORE_FLAT: Final = re.compile(
    rf"(?:(?:{_NUMBER}{{1,4}}{_GAP}[号弄]|{_BUILDING}|{_UNIT}|"
    rf"(?<![0-9.]){_NUMBER}{{1,2}}{_HYPHEN}?|(?<![a-z])[a-z]{_HYPHEN}?){_GAP}){{1,3}}$",
    re.IGNORECASE,
)
_AT_BUILDING: Final = re.compile(_NAMED_BUILDING, re.IGNORECASE)
# All of 地址:幸福路128号3栋2单元601.
_LABELLED_ADDRESS: Final = re.compile(r"(?:地址|住址|住处|家住)[:是为在]{0,2}\s?(?P<part>[一-鿿0-9]{1,12})$")
_MAX_PLACE_LENGTH: Final = 16
# 8幢1204漏水到1104: beside one flat, a number of that shape is another one.
_OTHER_FLAT: Final = re.compile(
    rf"(?<=[到和与跟、及至往从连楼上下壁是])[1-9][0-9]?(?:0[1-9]|1[0-9])(?:{_ROOM}|户)?(?!{_MEASURE}|[楼层栋座幢号弄])"
)
_PATTERNS: Final = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _SHAPES)


def find_by_shape(figures: str) -> Iterator[tuple[int, int, str]]:
    has_flat = False
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(figures):
            start, end = match.span("part")
            has_flat = has_flat or kind == "address"
            yield _start_with_building(figures, start) if kind == "address" else start, end, kind
    if has_flat:
        yield from ((*match.span(), "address") for match in _OTHER_FLAT.finditer(figures))
    yield from find_lettered_numbers(figures)


def _start_with_building(figures: str, start: int) -> int:
    """Start of the address of a flat: its building, unit and street belong to it."""
    match = _BEFORE_FLAT.search(figures, max(0, start - _MAX_PLACE_LENGTH), start)
    begin = match.start() if match else start
    labelled = _LABELLED_ADDRESS.search(figures, max(0, begin - _MAX_PLACE_LENGTH), begin)
    return labelled.start("part") if labelled else begin


def end_of_building(figures: str) -> int:
    """End of the building at the beginning of an address; 0 without one."""
    match = _AT_BUILDING.match(figures)
    return match.end() if match else 0


def find_lettered_numbers(figures: str) -> Iterator[tuple[int, int, str]]:
    """Spans of numbers with letters behind the word for their paper or card."""
    for match in number_context.LETTERED_NUMBER.finditer(figures):
        if match["paper"] or match["card"]:
            yield (*match.span("part"), "identity" if match["paper"] else "card")
    for pattern in (number_context.MIXED_NUMBER, number_context.TELLING_NUMBER):
        yield from ((*match.span("part"), "card") for match in pattern.finditer(figures))
