"""Finds names that are ordinary words (高兴, 温暖, 白云) by their context."""

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from partner_hub.letters import HAN, PRIVATE_USE
from partner_hub.privacy.lexicon import load_lexicon
from partner_hub.privacy.words import load_word_list

_HAN: Final = f"[{HAN}{PRIVATE_USE}]"
_WORD: Final = rf"(?P<part>{_HAN}{{2,3}}?)"
_FUNCTION_CHARACTERS: Final = frozenset("的了着过们等都也就在不没有说要会很太最更还又再才只给把被让")
_LOG_EVERYDAY_WORD: Final = math.log(0.000_05)
_LOG_RARE_SURNAME: Final = math.log(0.000_3)
_AGE: Final = "(?:今年|现年|刚满|已满|才|虚岁)?[0-9一二三四五六七八九十]{1,3}(?:周?岁)"


def find_names_like_words(text: str) -> Iterator[tuple[int, int]]:
    """Spans of such names. `text` is that of a NormalForm."""
    said, *others = _context_patterns()
    for match in said.finditer(text):
        if _may_be_name(match["part"]) or (match["colon"] and _has_usual_given(match["part"])):
            yield match.span("part")
    for pattern in others:
        for match in pattern.finditer(text):
            if _may_be_name(match["part"]) and _is_likely_name(match["part"], text[match.end("part") :]):
                yield match.span("part")


def _may_be_name(word: str) -> bool:
    """Surname + characters of given names, and not a word that describes persons or times."""
    known = load_lexicon()
    if word in _describing_words() or word[:2] in _describing_words() or _FUNCTION_CHARACTERS.intersection(word):
        return False
    surname = word[:2] if word[:2] in known.surnames else word[:1]
    given = word[len(surname) :]
    if surname not in known.surnames or given in known.kin:
        return False
    return any(character in known.given for character in given)


def _has_usual_given(word: str) -> bool:
    """Whether two characters of given names, and no word that tells who somebody is, follow one that is no surname."""
    known, given = load_lexicon(), word[1:]
    if len(given) == 1 or word in known.words or _FUNCTION_CHARACTERS.intersection(word) or given in known.labels:
        return False
    return given in known.whole or (given not in known.words and all(each in known.given for each in given))


def _is_likely_name(word: str, after: str) -> bool:
    """False for everyday words and for words that begin with a very rare surname, unless a personal title follows."""
    known = load_lexicon()
    if word not in known.words:
        return True
    if word in known.whole and after.startswith((*_strict_titles(), "老人")):
        return True
    if known.words[word] >= _LOG_EVERYDAY_WORD or word[-1] == "州":
        return False
    return after.startswith(_strict_titles()) or known.surnames.get(word[0], _LOG_RARE_SURNAME) > _LOG_RARE_SURNAME


@cache
def _describing_words() -> frozenset[str]:
    return frozenset(load_word_list("names")["words"]["describing"].split())


@cache
def _strict_titles() -> tuple[str, ...]:
    return tuple(load_word_list("names")["words"]["strict"].split())


@cache
def _context_patterns() -> tuple[re.Pattern[str], ...]:
    words = load_word_list("names")["words"]
    said, titles, does = (_alternation_of(words[key]) for key in ("said", "titles", "does"))
    roles = _alternation_of(" ".join([words["roles"], *(label for label in load_lexicon().labels if len(label) > 1)]))
    begin = rf"(?:(?<!{_HAN})|{roles}|[找给帮请让问陪送和跟是])"
    home = r"家(?=里|中|的|那|狗|猫|门|孩|老|房|水|漏|进|没|有|在|住|失|着|三|两|一)"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?:{said})\s?(?:(?P<colon>:)|[是为])?\s?{_WORD}(?=$|(?!{_HAN}).|{does}|{titles})",
            rf"[是由]{_WORD}(?=[让叫托]我)",
            rf"(?=(?P<part>{_HAN}{{2,3}}){_alternation_of(words['strict'])})",
            rf"{begin}{_WORD}(?={titles}|{home})",
            rf"{roles}\s?{_WORD}(?={does}|{_AGE})",
            rf"(?<!{_HAN}){_WORD}(?={_AGE}|,(?:男|女)[,、，])",
        )
    )


def _alternation_of(words: str) -> str:
    return f"(?:{'|'.join(sorted(set(words.split()), key=len, reverse=True))})"
