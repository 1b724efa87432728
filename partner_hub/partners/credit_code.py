"""The unified social credit code of GB 32100-2015: 18 characters, the last one a check character."""

import re

CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_CODE_WEIGHTS = tuple(3**place % 31 for place in range(17))
CREDIT_CODE_PATTERN = re.compile(rf"(?!0)[{CREDIT_CODE_ALPHABET}]{{2}}[0-9]{{6}}[{CREDIT_CODE_ALPHABET}]{{10}}")


def normalise_credit_code(text: str) -> str:
    """Half-width capitals without spaces, hyphens and other separators."""
    half = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return re.sub(r"[^0-9A-Za-z]", "", half).upper()


def credit_code_check_character(body: str) -> str:
    """The 18th character for the first 17 (chapter 5.1 of the standard)."""
    total = sum(CREDIT_CODE_ALPHABET.index(c) * weight for c, weight in zip(body, CREDIT_CODE_WEIGHTS, strict=True))
    return CREDIT_CODE_ALPHABET[-total % 31]


def is_valid_credit_code(code: str) -> bool:
    """For a normalised code. Codes of the register "other" begin with Y."""
    return bool(CREDIT_CODE_PATTERN.fullmatch(code)) and credit_code_check_character(code[:17]) == code[17]
