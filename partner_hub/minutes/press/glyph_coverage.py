"""Font fallback per character: marks up text as runs of one face each, and as tokens that must stay on one line.

Also finds the characters that no font prints, with the person or field they were found in.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, takewhile

from markupsafe import Markup, escape

from partner_hub.letters import is_private_use
from partner_hub.minutes.document import Annex, MinutesDocument
from partner_hub.minutes.press.columns import head_parts
from partner_hub.minutes.press.fonts import Face, FontRole, FontSet

MEASURE_WORDS = (
    "个百分点|平方米|平方公里|公里|小时|分钟|周岁|人次|人份|厘米|毫米|千克|公斤|"
    "[年月日时分秒元角个项户人名位次场场家处栋幢件岁周天米套台辆份条张期届度℃％]"
)
NUMBER_WITH_UNIT = (
    rf"(?<![!-~])\d{{1,12}}(?:[.,:/~-]\d{{1,12}}){{0,3}}(?:[余多]?(?:万|亿|千|百)?(?:{MEASURE_WORDS})|[余多]?(?:万|亿))"
)
# In a cell of a table a date stays whole, in the text it may end a line after the year.
WHOLE_DATE = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日[前起止]?|\d{4}年\d{1,2}月[前底起止]?"
DAY_OF_MONTH = r"(?<!\d)\d{1,2}月\d{1,2}日"
# A per cent sign and a Latin word stay with what follows them, as in 81.8%的 or Wi-Fi 6网: a line ends in Chinese.
LATIN_WORD = r"[!-~]{1,20}(?![!-~])(?: \d+)?[^\s!-~]?"
# No line begins or ends with the dot inside a foreign name.
DOTTED_NAME = r"\S(?:·\S)+"
# Quotation marks beside which a line may end: not between two marks that belong together, as in ”。 or （“.
BREAKABLE_QUOTE = "(?<![“‘（《〈【〔])[“‘]|[”’](?![，。、；：？！”’）》〉】〕％…—])"
NEVER_FIRST = "，。、；：？！”’）》〉】〕％"
MAX_MARKS = 3
MAX_UNBROKEN_NAME = 20
MAX_UNBROKEN_WORD = 24
CHARACTERS_AROUND = 6


def _unbreakable_tokens(names: Iterable[str], date: str) -> re.Pattern[str]:
    """What stays on one line: names, the longest first, dates, numbers with their unit, words in Latin script."""
    kept = sorted((name for name in names if 1 < len(name) <= MAX_UNBROKEN_NAME), key=lambda name: (-len(name), name))
    parts = [*(re.escape(name) for name in kept), date, NUMBER_WITH_UNIT, DOTTED_NAME, LATIN_WORD]
    return re.compile(f"(?P<kept>{'|'.join(parts)})|(?P<word>[!-~]+)|(?P<quote>{BREAKABLE_QUOTE})", re.ASCII)


@dataclass(frozen=True)
class TextMarkup:
    """Marks up texts for print; `names` may not be broken over lines."""

    fonts: FontSet
    names: frozenset[str] = frozenset()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _unbreakable_tokens(self.names, DAY_OF_MONTH)

    @cached_property
    def _cell_pattern(self) -> re.Pattern[str]:
        return _unbreakable_tokens(self.names, WHOLE_DATE)

    def mark_up(self, text: str, role: FontRole) -> Markup:
        return Markup("").join(self._pieces(text, role, self._pattern))

    def mark_up_cell(self, text: str) -> Markup:
        return Markup("").join(self._pieces(text, FontRole.BODY, self._cell_pattern))

    def mark_up_head(self, head: str) -> Markup:
        """The head of a column, which ends a line only between its parts."""
        parts = head_parts(head)
        return Markup("<wbr>").join(
            Markup('<span class="kept">{}</span>').format(self._words(part, FontRole.HEI)) for part in parts
        )

    def tokens_of_cell(self, text: str) -> Iterator[str]:
        """What of a cell stays on one line, with the marks behind it."""
        for token in self._cell_pattern.finditer(text):
            if token["kept"]:
                end = token.end()
                yield token[0] + "".join(takewhile(NEVER_FIRST.__contains__, text[end : end + MAX_MARKS]))

    def unbroken_parts(self, text: str) -> Iterator[str]:
        """What of a text stays on one line: single characters and whole tokens."""
        end = 0
        for token in self._pattern.finditer(text):
            yield from text[end : token.start()]
            yield from _word_parts(token[0]) if token["word"] else [token[0]]
            end = token.end()
        yield from text[end:]

    def _pieces(self, text: str, role: FontRole, pattern: re.Pattern[str]) -> Iterator[Markup]:
        end = 0
        for token in pattern.finditer(text):
            yield self._runs(text[end : token.start()], role)
            yield self._token(token, role)
            end = token.end()
        yield self._runs(text[end:], role)

    def _token(self, token: re.Match[str], role: FontRole) -> Markup:
        if token["kept"]:
            return Markup('<span class="kept">{}</span>').format(self._words(token[0], role))
        if token["word"]:
            return self._word(token[0], role)
        # A line may end before an opening quotation mark and after a closing one; for Latin script it may not, and
        # that is the rule that the layout engine knows.
        mark = self._runs(token[0], role)
        return Markup("<wbr>") + mark if token[0] in "“‘" else mark + Markup("<wbr>")

    def _words(self, text: str, role: FontRole) -> Markup:
        """Latin letters and digits stand in elements of their own: justification spreads them as one."""
        pieces = re.split(r"([!-~]+)", text)
        return Markup("").join((self._word if at % 2 else self._runs)(piece, role) for at, piece in enumerate(pieces))

    def _word(self, word: str, role: FontRole) -> Markup:
        return Markup("<wbr>").join(
            Markup('<span class="word">{}</span>').format(self._runs(part, role)) for part in _word_parts(word)
        )

    def _runs(self, text: str, role: FontRole) -> Markup:
        first = self.fonts.chains[role][0]
        runs = groupby(text, lambda char: self.fonts.face(role, char) or first)
        return Markup("").join(_mark_up_run("".join(chars), face, first) for face, chars in runs)


def _word_parts(word: str) -> list[str]:
    return [word[at : at + MAX_UNBROKEN_WORD] for at in range(0, len(word), MAX_UNBROKEN_WORD)]


def _mark_up_run(text: str, face: Face, first: Face) -> Markup:
    if face is first:
        return escape(text)
    return Markup('<span class="rare face-{}">{}</span>').format(face.css, text)


@dataclass(frozen=True)
class MissingGlyph:
    """A character that no font prints; where is the field in Chinese words, context the text around it."""

    character: str
    where: str
    context: str

    @property
    def is_private(self) -> bool:
        return is_private_use(self.character)

    @property
    def codepoint(self) -> str:
        return f"U+{ord(self.character):04X}"

    def __str__(self) -> str:
        return f"{self.where}“{self.context}”中的字符“{self.character}”（{self.codepoint}）没有可用的字体"


class MissingGlyphError(ValueError):
    """The document holds characters that no font prints; `missing` lists them."""

    def __init__(self, missing: list[MissingGlyph]) -> None:
        self.missing = missing
        super().__init__(
            "；".join(map(str, missing))
            + "。请运维人员把含有该字的字体放入 PARTNER_HUB_FONTS_FOLDER 指定的文件夹，或与本人商定如何描述该字。"
        )

    def __reduce__(self) -> tuple[type, tuple[list[MissingGlyph]]]:
        """It comes from the process that prints."""
        return type(self), (self.missing,)


def find_missing_glyphs(document: MinutesDocument, fonts: FontSet) -> list[MissingGlyph]:
    """Every character that no font prints, once for each field it stands in."""
    return missing_glyphs_in(_texts_of_document(document), fonts)


def missing_glyphs_in(texts: Iterable[tuple[str, FontRole, str]], fonts: FontSet) -> list[MissingGlyph]:
    """The same for texts with the name of their field and the role they are printed in."""
    return [
        MissingGlyph(char, where, _text_around(text, char))
        for where, role, text in texts
        for char in dict.fromkeys(text)
        if fonts.face(role, char) is None
    ]


def _text_around(text: str, char: str) -> str:
    at = text.index(char)
    return text[max(0, at - CHARACTERS_AROUND) : at + CHARACTERS_AROUND + 1]


def _texts_of_document(document: MinutesDocument) -> Iterator[tuple[str, FontRole, str]]:
    yield "会议纪要标志", FontRole.MARK, document.mark
    yield "发文机关", FontRole.BODY, document.issuer
    yield "版次", FontRole.KAI, document.version_line
    yield "印发机关", FontRole.BODY, document.printed_by
    for number, paragraph in enumerate(document.body, start=1):
        yield f"正文第{number}段", (FontRole.BODY, FontRole.HEI, FontRole.KAI)[paragraph.level], paragraph.heading
        yield f"正文第{number}段", FontRole.BODY, paragraph.text
    yield from _texts_of_attendance(document)
    yield from texts_of_annexes(document.annexes)
    for copied in document.copies_to:
        yield "抄送", FontRole.BODY, copied


def _texts_of_attendance(document: MinutesDocument) -> Iterator[tuple[str, FontRole, str]]:
    for listed in document.attendance:
        yield "名单标签", FontRole.HEI, listed.label
        yield f"{listed.label}名单", FontRole.BODY, listed.summary
        for attendee in listed.attendees:
            where = f"{listed.label}名单：{attendee.name or attendee.unit}"
            yield where, FontRole.BODY, attendee.unit + attendee.title + attendee.name + attendee.note


def texts_of_annexes(annexes: Iterable[Annex]) -> Iterator[tuple[str, FontRole, str]]:
    for number, annex in enumerate(annexes, start=1):
        yield f"附件{number}标题", FontRole.MARK, annex.title
        for column in annex.columns:
            yield f"附件{number}表头", FontRole.HEI, column
        for at, row in enumerate(annex.rows, start=1):
            for cell in row:
                yield f"附件{number}第{at}行", FontRole.BODY, cell
