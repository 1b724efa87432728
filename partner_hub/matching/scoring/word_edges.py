"""Where words begin and end in text without blanks: what is told to people is whole words, not pieces of two."""

from collections.abc import Iterator
from typing import Final

from partner_hub.matching.scoring.ngrams import shared_phrases
from partner_hub.matching.scoring.word_vectors import MAX_WORD_LETTERS, load_word_table

MIN_LETTERS: Final = 2
FIGURES: Final = frozenset("0123456789零〇一二三四五六七八九十百千万两几半多")
# Words of grammar and numbers, which say nothing at the edge of a phrase: closed classes, one letter each.
SMALL_WORDS: Final = FIGURES | frozenset(
    "的地得了着过和与及或并而且但若如因所以于之其在从到向往对把被给让叫跟同为由是有没不也都就还又才再很更最太只要想能会可应"
    "请将我你您他她它们这那哪此每各该本某个些次位名种件条项吗呢吧啊呀嘛里内中后前上下来去说讲等"
)


def phrases_in_common(asked: str, given: str) -> tuple[str, ...]:
    """Whole words that both texts have, the longest first; none that lies in another."""
    found = dict.fromkeys(whole_words_of(phrase, (asked, given)) for phrase in shared_phrases(asked, given))
    return tuple(each for each in found if each and not any(each in other for other in found if other != each))


def whole_words_of(phrase: str, texts: tuple[str, ...]) -> str:
    """The phrase without the letters at its edges that belong to another word where it first stands in the texts.

    More than two letters in common are hardly chance: they lose one only where it belongs to other words in all texts.
    A word of the table remains as it is, where it stands whole in one of them.
    """
    if _is_word(phrase) and any(stands_whole(phrase, text) for text in texts):
        return _without_small_words(phrase)
    while len(phrase) >= MIN_LETTERS:
        judge = all if len(phrase) > MIN_LETTERS else any
        places = [(text, text.find(phrase), text.find(phrase) + len(phrase)) for text in texts]
        if judge(_longer_across_start(*place) > 0 for place in places):
            phrase = phrase[1:]
        elif judge(_longer_across_end(*place) > 0 for place in places):
            phrase = phrase[:-1]
        else:
            break
    return _without_small_words(phrase)


def stands_whole(word: str, text: str) -> bool:
    """Whether the word stands anywhere without a letter that may as well belong to the word beside it."""
    return any(
        _longer_across_start(text, start, start + len(word)) < 0
        and _longer_across_end(text, start, start + len(word)) < 0
        for start in _places_of(word, text)
    )


def _places_of(word: str, text: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


def _longer_across_start(text: str, start: int, end: int) -> int:
    """By how much the longest word from before the start into the phrase is longer than the phrase's own first one.

    Nothing is across where what lies inside is a word, too, or both lie in one.
    """
    across = [
        reached - begin
        for begin in range(max(start - MAX_WORD_LETTERS + 1, 0), start)
        for reached in _ends_of_words(text, begin)
        if start < reached < end and not _is_word(text[start:reached]) and not _is_word(text[begin:end])
    ]
    own = max((reached - start for reached in _ends_of_words(text, start) if reached <= end), default=0)
    return max(across) - own if across else -1


def _longer_across_end(text: str, start: int, end: int) -> int:
    """As at the start, of words that begin inside and end behind the phrase."""
    across = [
        reached - begin
        for begin in range(max(end - MAX_WORD_LETTERS + 1, start + 1), end)
        for reached in _ends_of_words(text, begin)
        if reached > end and not _is_word(text[begin:end]) and not _is_word(text[start:reached])
    ]
    lengths = range(min(MAX_WORD_LETTERS, end - start), 1, -1)
    own = next((length for length in lengths if _is_word(text[end - length : end])), 0)
    return max(across) - own if across else -1


def _is_word(text: str) -> bool:
    return len(text) >= MIN_LETTERS and text in load_word_table().numbers


def _ends_of_words(text: str, place: int) -> Iterator[int]:
    return (place + len(word) for word in load_word_table().numbers.prefixes(text[place : place + MAX_WORD_LETTERS]))


def _without_small_words(phrase: str) -> str:
    """Without those at its edges that are no part of a longer word; a number alone becomes nothing."""
    while phrase[:1] in SMALL_WORDS and max(_ends_of_words(phrase, 0), default=1) == 1:
        phrase = phrase[1:]
    lengths = range(MIN_LETTERS, MAX_WORD_LETTERS + 1)
    while phrase[-1:] in SMALL_WORDS and not any(_is_word(phrase[-length:]) for length in lengths):
        phrase = phrase[:-1]
    return phrase if is_telling(phrase) else ""


def is_telling(word: str) -> bool:
    """Two letters beside figures: single letters mean too much, 一眼 or 一起 too little."""
    return sum(letter not in FIGURES for letter in word) >= MIN_LETTERS
