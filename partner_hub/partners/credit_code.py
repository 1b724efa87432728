"""The unified social credit code of GB 32100-2015: 18 characters, the last one a check character."""

import re

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(3**place % 31 for place in range(17))
SHAPE = re.compile(rf"(?!0)[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")


def normalise(text: str) -> str:
    """Half-width capitals without spaces, hyphens and other separators."""
    half = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return re.sub(r"[^0-9A-Za-z]", "", half).upper()


def check_character(body: str) -> str:
    """The 18th character for the first 17 (chapter 5.1 of the standard)."""
    total = sum(ALPHABET.index(c) * weight for c, weight in zip(body, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def is_valid(code: str) -> bool:
    """For a normalised code. Codes of the register "other" begin with Y."""
    return bool(SHAPE.fullmatch(code)) and check_character(code[:17]) == code[17]
