"""Chinese numerals: 三十 is 30, 一百二 is 120, 二〇二五 is 2025; 三五十 is no number but from 30 to 50."""

import re
from typing import Final

DIGITS: Final = {
    c: n
    for n, group in enumerate(("〇零○Ｏ", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in group
}
SCALES: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
# 二十, 三十 and 四十 in one character.
JOINED: Final = str.maketrans({"廿": "二十", "卅": "三十", "卌": "四十", "萬": "万"})
TEN_THOUSAND: Final = 10_000
NUMERAL: Final = f"[{''.join((*DIGITS, *SCALES, '万萬廿卅卌'))}]+"
WHOLE: Final = re.compile(NUMERAL)
NEIGHBOURS: Final = re.compile(r"([一二两三四五六七八])([二两三四五六七八九])")
# No count needs more; a text of numerals only is none.
MAX_NUMERAL: Final = 20


def number_of_numeral(text: str) -> int | None:
    """None for what is not wholly a numeral, and for two digits side by side that are a span (三五十)."""
    if len(text) > MAX_NUMERAL or not WHOLE.fullmatch(text):
        return None
    plain = text.translate(JOINED)
    if all(c in DIGITS for c in plain):
        return int("".join(str(DIGITS[c]) for c in plain))
    head, sign, tail = plain.partition("万")
    if not sign:
        return _below_ten_thousand(plain)
    if tail in DIGITS:  # 一万二
        tail += "千" if DIGITS[tail] else ""
    above = _below_ten_thousand(head) if head else 1
    below = _below_ten_thousand(tail) if tail else 0
    return None if above is None or below is None else above * TEN_THOUSAND + below


def _below_ten_thousand(text: str) -> int | None:
    """Each scale less than the one before; a last digit counts the next lower one, unless 零 says otherwise."""
    total, digit, last, is_spelt_out = 0, None, TEN_THOUSAND, False
    for c in text:
        if c in DIGITS:
            if digit:
                return None
            is_spelt_out = digit == 0 or last == SCALES["十"]
            digit = DIGITS[c]
        elif (scale := SCALES.get(c, last)) < last:
            total += (1 if digit is None else digit) * scale
            last, digit = scale, None
        else:
            return None
    return total + (digit or 0) * (1 if is_spelt_out or last == TEN_THOUSAND else last // 10)


def span_of_numeral(text: str) -> tuple[int, int] | None:
    """七八 (7 to 8), 三五十 (30 to 50), 十七八 (17 to 18): two neighbouring digits, the second the greater."""
    found = NEIGHBOURS.search(text) if len(text) <= MAX_NUMERAL else None
    if not found:
        return None
    before, after = text[: found.start()], text[found.end() :]
    low, high = (number_of_numeral(f"{before}{digit}{after}") for digit in found.groups())
    return (low, high) if low is not None and high is not None and low < high else None


def numerals_in_digits(text: str) -> str:
    """Every numeral in the text written in digits; a span stays as it is."""
    return re.sub(NUMERAL, lambda match: digits_of_numeral(match[0]), text)


def digits_of_numeral(text: str) -> str:
    number = number_of_numeral(text)
    return text if number is None else str(number)
