"""Look-up codes of residents' needs: short enough to be typed by the old, long enough not to be guessed.

Twelve characters in four groups of three; the last one is a check. 29 ** 11 is more than 53 bits. Characters that are
taken for one another are not in it, and two of them that people write all the same are understood.
"""

import hashlib
import hmac
import unicodedata

LOOKUP_ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
# A prime, so that one wrong character and two that changed places are always found.
LOOKUP_BASE = len(LOOKUP_ALPHABET)
LOOKUP_CODE_LENGTH, LOOKUP_CODE_GROUP = 12, 3
# Signs that are not in the alphabet, and what they were read from.
READ_AS = str.maketrans("SZ", "52")


def lookup_code_from(secret: str, key: str) -> str:
    """The code that belongs to one sent form: the same for the same `key`, so that sending it twice gives one code."""
    number = int.from_bytes(hmac.digest(secret.encode(), f"need:{key}".encode(), hashlib.sha256))
    digits = [number // LOOKUP_BASE**place % LOOKUP_BASE for place in range(LOOKUP_CODE_LENGTH - 1)]
    return _grouped_letters([*digits, _check_digit(digits)])


def parse_lookup_code(typed: str) -> str:
    """The code as it is kept, whatever the case, width and spacing; "" when there is a slip in it."""
    letters = unicodedata.normalize("NFKC", typed[:200]).upper().translate(READ_AS)
    letters = "".join(letter for letter in letters if letter.isalnum())
    if len(letters) != LOOKUP_CODE_LENGTH or set(letters) - set(LOOKUP_ALPHABET):
        return ""
    *digits, check = map(LOOKUP_ALPHABET.index, letters)
    return _grouped_letters([*digits, check]) if check == _check_digit(digits) else ""


def _check_digit(digits: list[int]) -> int:
    return sum(weight * digit for weight, digit in enumerate(digits, start=1)) % LOOKUP_BASE


def _grouped_letters(digits: list[int]) -> str:
    letters = "".join(LOOKUP_ALPHABET[digit] for digit in digits)
    return " ".join(
        letters[start : start + LOOKUP_CODE_GROUP] for start in range(0, LOOKUP_CODE_LENGTH, LOOKUP_CODE_GROUP)
    )
