"""How one telephone number of mainland China is written: patterns for text in half-width signs with - for every dash.

Within a number single blanks, dots and hyphens may stand. An extension follows 转, 分机, ext, x, # or a hyphen.
"""

import re
from typing import Final

_GAP: Final = r"[ .\-]{0,3}"
_COUNTRY: Final = rf"(?:(?:\+|00)?86{_GAP})?"
_AREA: Final = r"(?:10|2\d|[3-9]\d{2})"
_SUBSCRIBER: Final = r"(?:[2-9]\d{7}|[2-9]\d{6}|[2-9]\d{2,3}[ .\-]\d{4}|[2-9]\d(?:[ .\-]\d{2}){3})"
_HOTLINE: Final = r"(?:1[01289]\d|10\d{3}|12\d{3}|116114|9[56]\d{3,4})"

MOBILE: Final = rf"{_COUNTRY}0?(?P<mobile>1[3-9](?:[ .\-]?\d){{9}})"
LAND_LINE: Final = rf"{_COUNTRY}(?P<area>0{_AREA}){_GAP}(?P<subscriber>{_SUBSCRIBER})"
SERVICE: Final = rf"{_COUNTRY}(?P<service>[48]00(?:[ .\-]?\d){{7}})"
# Excel drops the first 0 of a number, and +86 stands in its place.
APART_WITHOUT_ZERO: Final = rf"{_COUNTRY}(?P<short_area>{_AREA})[ .\-]{{1,3}}(?P<short_subscriber>{_SUBSCRIBER})"
WITHOUT_ZERO: Final = rf"{_COUNTRY}(?P<glued_area>{_AREA})(?P<glued_subscriber>[2-9]\d{{6,7}})"
AREA_WITH_HOTLINE: Final = rf"(?P<hotline_area>0{_AREA}){_GAP}(?P<area_hotline>{_HOTLINE})"
LOCAL: Final = rf"(?P<local>{_SUBSCRIBER})"
HOTLINE: Final = rf"(?<![A-Za-z])(?P<hotline>{_HOTLINE})"
WHOLE: Final = "|".join(f"(?:{each})(?!\\d)" for each in (MOBILE, LAND_LINE, SERVICE))
_UNNAMED_WHOLE: Final = re.sub(r"\?P<\w+>", "?:", WHOLE)
_EXTENSION_WORD: Final = r"(?:转接?|分机号?|内线|extension|ext|x|#|\*)"
EXTENSION: Final = (
    rf"(?:[\s,，;；、。]*(?:{_EXTENSION_WORD}[ .:\-]*)+(?P<called>\d{{1,6}})(?!\d)"
    rf"|[ ]?-{{1,2}}[ ]?(?!{_UNNAMED_WHOLE})(?P<hyphened>\d{{1,5}})(?!\d|-\d))"
)
# 转801/802
MORE_EXTENSIONS: Final = rf"(?P<more>(?:[ ]?[/、,，][ ]?(?!{_UNNAMED_WHOLE})\d{{3,4}}(?![ .\-]?\d))*)"
# A local number comes before the same figures with a lost 0: 5123456-801 is not 0512-3456801.
NUMBER: Final = re.compile(
    rf"(?<![\d+])(?:{WHOLE}|(?:{AREA_WITH_HOTLINE}|{APART_WITHOUT_ZERO}|{LOCAL}|{WITHOUT_ZERO}|{HOTLINE})(?!\d))"
    rf"(?:{EXTENSION}{MORE_EXTENSIONS})?",
    re.IGNORECASE,
)
TWO_MOBILES: Final = re.compile(r"(?<!\d)(1[3-9]\d{9})(?=1[3-9]\d{9}(?!\d))")
AREA_IN_BRACKETS: Final = re.compile(r"[(\[【]\s*(\+?(?:00)?86|0\d{2,3}|1[3-9]\d)\s*-?\s*[)\]】]\s*-?\s*")
# 0590/87654321: no clerk writes two numbers so.
AREA_BEFORE_SLASH: Final = re.compile(rf"(?<!\d)(0{_AREA})\s*[/、]\s*(?=[2-9]\d{{6,7}}(?!\d))")
# （转802）, （转）802, 转（802）
EXTENSION_IN_BRACKETS: Final = re.compile(
    rf"[(（\[【]\s*({_EXTENSION_WORD}[ .:]*\d{{1,6}})\s*[)）\]】]"
    rf"|[(（\[【]\s*({_EXTENSION_WORD})[ .:]*[)）\]】]\s*(?=\d{{1,6}}(?!\d))"
    rf"|({_EXTENSION_WORD})[ .:]*[(（\[【]\s*(\d{{1,6}})\s*[)）\]】]",
    re.IGNORECASE,
)
SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?[Ee]\+?(?P<exponent>\d{1,2})")
# O for 0, and l or I for 1.
WITH_LETTERS: Final = re.compile(r"(?<![A-Za-z0-9])\+?[\dOolI](?:[ \-]?[\dOolI]){6,}(?![A-Za-z0-9])")
ODD_NUMBER: Final = re.compile(r"(?<![A-Za-z\d])\+?\d(?:[ \-.]?\d)*")
NUMBERING: Final = re.compile(r"(?:^|(?<=[\n;、 ]))\s*[(]?\d{1,2}[.)、]\s*(?=(?:[(+]?\d[ \-()]?){7})")
