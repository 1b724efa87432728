"""Sentences of official papers: their stops and their joining, names in quotation marks. Pure.

Sources: GB/T 15834-2011, 4.1-4.3 (one stop ends a sentence), 4.8 (‘ ’ inside “ ”), 4.15 (《 》 name works and papers).
"""

import re
from typing import Final

from partner_hub.minutes.wording.quotation import official_quotation_marks, wraps_whole
from partner_hub.minutes.wording.scraps import is_scrap

__all__ = ["as_sentence", "in_quotation_marks", "is_scrap", "join_sentences", "without_stop"]

# A stop at the end, also within a closing mark.
_ENDED: Final = re.compile("(?:[。！？]|……)[”’）]*$")
_TRAILING: Final = re.compile(r"[。！？，、；,;\s]*$")
_PAUSES: Final = "，、；,; \u3000"


def as_sentence(text: str) -> str:
    """With exactly one stop at its end. "" stays; an opening that ends with a colon stays as it is."""
    text = text.strip()
    bare = _TRAILING.sub("", text)
    if not bare or bare.endswith(("：", "……")):
        return bare
    stops = text[len(bare) :]
    if "！" in stops or "？" in stops:
        return bare + "".join(dict.fromkeys(stop for stop in stops if stop in "？！"))
    return bare if _ENDED.search(bare) else f"{bare}。"


def without_stop(text: str) -> str:
    """As a clause: without the stops and pauses at its end, ？ and …… apart."""
    return text.strip().rstrip(f"{_PAUSES}。！")


def join_sentences(*parts: str) -> str:
    """The parts that hold something, each a sentence."""
    return "".join(map(as_sentence, parts))


def in_quotation_marks(name: str) -> str:
    """A name in “ ”, those it brings becoming ‘ ’; a name that stands wholly in 《 》 or “ ” is not marked again."""
    name = official_quotation_marks(name.strip())
    if not name or wraps_whole(name, "《》"):
        return name
    bare = name[1:-1] if wraps_whole(name, "“”") else name
    if bare.count("“") != bare.count("”"):
        bare = re.sub("[“”]", "", bare)
    return official_quotation_marks(f"“{bare}”")
