"""Chinese numerals: 三十 is 30, 二〇二五 is 2025."""

import re
from typing import Final

DIGITS: Final = {
    c: n
    for n, group in enumerate(("〇零○Ｏ", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in group
}
SCALES: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
NUMERAL: Final = f"[{''.join((*DIGITS, *SCALES, '万', '萬'))}]+"


def number_of_numeral(text: str) -> int | None:
    """None for what is not wholly a numeral."""
    if not re.fullmatch(NUMERAL, text):
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    head, sign, tail = re.sub("[萬]", "万", text).partition("万")
    if sign:
        return (number_of_numeral(head) or 1) * 10_000 + (number_of_numeral(tail) or 0)
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int:
    total, digit = 0, 0
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        else:
            total += (digit or 1) * SCALES[c]
            digit = 0
    return total + digit


def numerals_in_digits(text: str) -> str:
    """Every numeral in the text written in digits."""
    return re.sub(NUMERAL, lambda match: str(number_of_numeral(match[0])), text)
