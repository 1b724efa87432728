"""Unit and title as one reading: what ends the unit's name is not said again by the title."""

import re

# What titles say for the last words of a unit's name.
SHORT_ENDINGS = {
    "业主委员会": "业委会",
    "居民委员会": "居委会",
    "村民委员会": "村委会",
    "管理委员会": "管委会",
    "律师事务所": "律所",
}
# 科主任主任医师 is both.
DOUBLED_WORD = re.compile(r"(?!主任)(?P<word>[^\W\d_]{2,}?)(?P=word)")
# 锦屏村 + 村党支部书记, 鼓峰区 + 区委副书记.
PLACE_AND_BODY = re.compile(r"村(?=党)|[镇乡区县市](?=[党委纪政人])")
SHORTEST_WORD = 2
# 中学部主任 is no 部主任 of a 中学.
PARTS_OF_UNITS = "部室科处组班级"


def title_behind(unit: str, title: str, short_names: tuple[str, ...] = ()) -> str:
    """The title as it stands behind the unit's name.

    桂枝里社区 + 社区党委书记 -> 党委书记; 望屏派出所 + 望屏派出所所长 -> 所长; 执法中队 + 中队长 -> 队长;
    望屏支行 + 行长助理 -> 行长助理, since one character is no word.
    """
    title = DOUBLED_WORD.sub(r"\g<word>", title)
    said = _words_said_again(unit, title, short_names)
    rest = title[len(said) :]
    return said[-1] + rest if rest.startswith("长") else rest


def _words_said_again(unit: str, title: str, short_names: tuple[str, ...]) -> str:
    """The longest beginning of the title that the unit's name has said already; may be empty."""
    endings = [unit[at:] for at in range(len(unit) - SHORTEST_WORD + 1)]
    shorter = [short for ending, short in SHORT_ENDINGS.items() if unit.endswith(ending)]
    stem = [unit.removesuffix("社区")] if unit.endswith("社区") else []
    for words in sorted((*endings, *shorter, *stem, *short_names), key=len, reverse=True):
        if len(words) >= SHORTEST_WORD and title.startswith(words) and _is_title(title[len(words) :]):
            return words
    place = PLACE_AND_BODY.match(title)
    return place[0] if place and unit.endswith(place[0]) else ""


def _is_title(rest: str) -> bool:
    return not rest or rest[0] not in PARTS_OF_UNITS or rest[1:2] == "长"
