"""Addresses of the web and of mail in a line: they are put aside while its punctuation is mended."""

import re
from collections.abc import Iterator
from typing import Final

from partner_hub.minutes.wording.chinese_marks import MASK

# Runs of visible ASCII: each is looked into once, so that the time grows with the length only.
_TOKEN: Final = re.compile(r"[!-~]{4,}")
_ADDRESS: Final = re.compile(
    r"(?:[A-Za-z]{2,10}://|www\.)[!-~]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,8}(?:com|cn|net|org|gov|edu|info)\b(?:/[!-~]*)?",
    re.ASCII,
)
_TRAILING: Final = ".,;:!?)'\""


def mask_addresses(line: str) -> tuple[str, list[str]]:
    """The line with one mask for each address, and the addresses in their order."""
    kept: list[str] = []
    if "." not in line and "://" not in line:
        return line.replace(MASK, ""), kept

    def put_aside(match: re.Match[str]) -> str:
        address = match[0].rstrip(_TRAILING)
        kept.append(address)
        return MASK + match[0][len(address) :]

    return _TOKEN.sub(lambda token: _ADDRESS.sub(put_aside, token[0]), line.replace(MASK, "")), kept


def restore_addresses(line: str, kept: list[str]) -> str:
    addresses: Iterator[str] = iter(kept)
    return re.sub(MASK, lambda _mask: next(addresses), line)
