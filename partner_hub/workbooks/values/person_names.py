"""One spelling of a person's name, and how many persons a few words are."""

import re
from dataclasses import dataclass
from typing import Final

from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.person_titles import is_whole_name, name_and_title, surname_length

_SIGN: Final = rf"[{text.CJK}\ue000-\uf8ff々]"
# Between the parts of Uyghur, Kazakh and foreign names.
NAME_DOT: Final = re.compile(rf"(?<={_SIGN})\s*[·•・.．‧⋅∙･᛫●﹒。]+\s*(?={_SIGN})")
# Characters of names that are written by their sound, and of few Han names.
_BY_SOUND: Final = frozenset(
    "阿卜杜买提古丽热孜艾尔江吐娜努吾尼沙汗合曼依木拉帕巴克斯塔哈赛扎西卓玛措尕吉仁次旦洛桑央达叶肯别穆罕默德萨迪亚乌库特加夏"
)
_LONGEST_HAN_NAME: Final = 3
_LONGEST_WITH_TWO: Final = 4


@dataclass(frozen=True)
class Names:
    """Of one cell's words. `is_uncertain`: it cannot be told whether it is one person; then it stays as written.

    `joint` is a reason code where a blank went: parts_of_one_name, blank_in_name.
    """

    names: tuple[str, ...] = ()
    is_uncertain: bool = False
    joint: str = ""


def one_dot(written: str) -> str:
    """买买提•阿不都, 买买提.阿不都 -> 买买提·阿不都; but 王芳.李强 are two. A 。 in such a name stays."""

    def dotted(match: re.Match[str]) -> str:
        before = re.split(r"[ ·;、]", written[: match.start()])[-1]
        after = re.split(r"[ ·;、.]", written[match.end() :])[0]
        if "。" in match[0]:
            return "。" if sounds_foreign(before + after) else ";"
        is_end_of_one = match[0].strip() in {".", "．"} and is_whole_name(before) and is_whole_name(after)
        return ";" if is_end_of_one and not sounds_foreign(before + after) else "·"

    return NAME_DOT.sub(dotted, written)


def names_of_words(words: list[str]) -> Names:
    """`words` had nothing but blanks between them: 林 䶮 is one person, 王芳 李强 are two."""
    joined = "".join(words)
    if len(words) <= 1:
        return Names(tuple(words), is_uncertain="。" in joined)
    if not re.fullmatch(rf"(?:{_SIGN}|·)+", joined):
        return Names((" ".join(words),))
    if any(len(word) == 1 for word in words) or surname_length(words[0]) == len(words[0]):
        return _closed_up(joined, words)
    if all(map(is_whole_name, words)) and not sounds_foreign(joined):
        return Names(tuple(words))
    by_sound = [word for word in words if len(word) >= _LONGEST_HAN_NAME and not is_whole_name(word)]
    if "·" not in joined and any(map(sounds_foreign, by_sound)):
        return Names(("·".join(words),), joint="parts_of_one_name")
    return Names((" ".join(words),), is_uncertain=True)


def one_spelling(typed: str | None) -> str:
    """Of a name that was typed by itself. With a title beside it, or when it may be two persons, it stays as it is."""
    words = one_dot(typed or "").split()
    found = names_of_words(words)
    is_one = len(found.names) == 1 and not found.is_uncertain and not any(name_and_title(word)[1] for word in words)
    return found.names[0] if is_one and ";" not in found.names[0] else typed or ""


def _closed_up(joined: str, words: list[str]) -> Names:
    longest = _LONGEST_WITH_TWO if surname_length(joined) > 1 else _LONGEST_HAN_NAME
    if len(joined) > longest:
        return Names((" ".join(words),), is_uncertain=True)
    return Names((joined,), joint="blank_in_name" if is_whole_name(words[0]) else "")


def sounds_foreign(name: str) -> bool:
    return 2 * sum(sign in _BY_SOUND for sign in name) >= len(name)
