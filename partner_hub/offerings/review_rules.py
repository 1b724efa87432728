"""Material changes of an offering: those that the committee reviews again, unlike corrections of the wording."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from rapidfuzz.distance import Levenshtein

from partner_hub.letters import is_letter

# Any other value is another promise.
CODED_FIELDS: Final = ("category_id", "capacity_number", "capacity_unit", "capacity_period", "valid_from", "valid_to")
# Here the words are weighed. Contact and telephone number are nobody's promise.
WORDED_FIELDS: Final = ("name", "content", "audience", "capacity", "available_time", "venue")
# Corrections touch one or two characters at a place and leave nine tenths of a text as they were.
MAX_FIX_LENGTH: Final = 2
MIN_WORDING_SIMILARITY: Final = 0.9
# In fewer characters one of them is too much of the meaning (义诊, 义卖).
SHORTEST_CORRECTED_TEXT: Final = 4
FIGURE_PATTERN: Final = re.compile(r"\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千万半]")
# A single one of these turns a sentence round: 免费 and 收费, 上午 and 下午, 上门 and 不上门.
MEANING_CHANGING_CHARACTERS: Final = re.compile("[不无没未非免收付仅只限除外勿禁停男女前后上下早晚内日周月年]")


def is_material_change(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the change alters what is promised. Both hold values by column; what `after` lacks has not changed."""
    now = {**before, **after}
    if any(before.get(field) != now.get(field) for field in CODED_FIELDS):
        return True
    if set(before.get("audiences") or ()) != set(now.get("audiences") or ()):
        return True
    return any(not _is_same_promise(before.get(field) or "", now.get(field) or "") for field in WORDED_FIELDS)


def _is_same_promise(old: str, new: str) -> bool:
    if _figures_in_text(old) != _figures_in_text(new):
        return False
    old, new = _spoken_letters(old), _spoken_letters(new)
    if old == new:
        return True
    if (
        MEANING_CHANGING_CHARACTERS.findall(old) != MEANING_CHANGING_CHARACTERS.findall(new)
        or min(len(old), len(new)) < SHORTEST_CORRECTED_TEXT
    ):
        return False
    places = [edit for edit in Levenshtein.opcodes(old, new) if edit.tag != "equal"]
    sizes = [max(e.src_end - e.src_start, e.dest_end - e.dest_start) for e in places]
    if sizes == [1]:
        return True
    return max(sizes) <= MAX_FIX_LENGTH and Levenshtein.normalized_similarity(old, new) >= MIN_WORDING_SIMILARITY


def _figures_in_text(text: str) -> list[str]:
    return FIGURE_PATTERN.findall(unicodedata.normalize("NFKC", text))


def _spoken_letters(text: str) -> str:
    """Without what is not said: blanks, punctuation, width and case."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if is_letter(c))
