"""The code by which a resident looks a need up: short enough to be typed by the old, long enough not to be guessed.

Twelve characters in four groups of three; the last one is a check. 29 ** 11 is more than 53 bits. Characters that are
taken for one another are not in it, and two of them that people write all the same are understood.
"""

import hashlib
import hmac
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
# A prime, so that one wrong character and two that changed places are always found.
BASE = len(ALPHABET)
LENGTH, GROUP = 12, 3
# Signs that are not in the alphabet, and what they were read from.
READ_AS = str.maketrans("SZ", "52")


def code_from(secret: str, key: str) -> str:
    """The code that belongs to one sent form: the same for the same `key`, so that sending it twice gives one code."""
    number = int.from_bytes(hmac.digest(secret.encode(), f"need:{key}".encode(), hashlib.sha256))
    digits = [number // BASE**place % BASE for place in range(LENGTH - 1)]
    return _written([*digits, _check(digits)])


def read_code(typed: str) -> str:
    """The code as it is kept, whatever the case, width and spacing; "" when there is a slip in it."""
    letters = unicodedata.normalize("NFKC", typed[:200]).upper().translate(READ_AS)
    letters = "".join(letter for letter in letters if letter.isalnum())
    if len(letters) != LENGTH or set(letters) - set(ALPHABET):
        return ""
    *digits, check = map(ALPHABET.index, letters)
    return _written([*digits, check]) if check == _check(digits) else ""


def _check(digits: list[int]) -> int:
    return sum(weight * digit for weight, digit in enumerate(digits, start=1)) % BASE


def _written(digits: list[int]) -> str:
    letters = "".join(ALPHABET[digit] for digit in digits)
    return " ".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))
