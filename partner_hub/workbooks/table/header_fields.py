"""Which field each column of a table holds: by the words of its head, weighed by its contents."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from partner_hub.letters import letters_of_today
from partner_hub.workbooks.schema.header_words import FIELDS_OF_WORD, FOREIGN_WORDS, HEADER_WORDS
from partner_hub.workbooks.schema.records import SCHEMAS
from partner_hub.workbooks.table import column_contents
from partner_hub.workbooks.table.identity_headers import is_identity_header
from partner_hub.workbooks.table.side_tables import columns_of_side_tables
from partner_hub.workbooks.values import text
from partner_hub.workbooks.xlsx.workbook import Cell, Row, Sheet

# No header is longer; longer texts are titles, notes and content.
MAX_HEADER_LENGTH: Final = 24
MIN_HEADER_SCORE: Final = 0.5
# A column whose header is unknown is recognised by its contents after all others.
SCORE_BY_CONTENTS: Final = 0.55
# The field of columns that are never imported, whatever the list.
IDENTITY_FIELD: Final = "_identity"
# Fewer recognised columns make no table.
MIN_TABLE_COLUMNS: Final = 2
SHARE_OF_FITTING_VALUES: Final = 0.5
NAMES_OF_SIDE_SHEETS: Final = re.compile(r"说明|示例|样例|模板|字典|选项|汇总|统计|封面|目录|下拉")


# 3. and Q3. and 第3题：
NUMBER_OF_QUESTION: Final = re.compile(r"^(?:Q|第)?\d{1,3}题?[.、．:：]+", re.IGNORECASE)
POLITE_WORDS: Final = re.compile(
    r"^(?:请问|请)?(?:填写|输入|选择|简要|详细|写明|描述|说明|列出)*(?:您|贵|你)们?(?:所在)?的?|^请(?:填写|输入|选择|描述|说明)"
)
END_OF_QUESTION: Final = re.compile(r"(?:是什么|是哪些|是哪个|有哪些|是|为|呢|吗)$")
OF_THE_UNIT: Final = re.compile(r"^(?:单位|企业|机构|公司|学校|社区|小区|组织)的?")
# 单位名称 Name; a number of QQ is no telephone.
ENGLISH_BESIDE: Final = re.compile(r"[/|]?(?!QQ|ID|IP|APP|VX|WX)[A-Za-z][A-Za-z.'/]+$", re.IGNORECASE)
KNOWN_WORDS: Final = frozenset(word for words in FIELDS_OF_WORD.values() for word in words)
# The head of a survey's export holds one of these; what stands in such columns is about whoever answered.
SURVEY_FIELD: Final = "_survey"
SURVEY_WORDS: Final = frozenset(HEADER_WORDS["needs"][SURVEY_FIELD])
# Elsewhere 来源 tells who raised a need.
CHANNEL_OF_SURVEY: Final = "来源"
# A need was raised then; of a unit or an offering it says nothing.
TIMES_OF_ANSWER: Final = frozenset(("提交答卷时间", "结束答题时间", "提交时间", "填写时间"))


@dataclass(frozen=True)
class Head:
    """A candidate header: `words` are the header texts by column, top and bottom row joined."""

    row: int
    height: int
    words: Mapping[int, tuple[str, str]]

    @property
    def is_of_survey(self) -> bool:
        return any(top in SURVEY_WORDS for top, _ in self.words.values())


def confidence_of_head(sheet: Sheet, head: Head, scores: Mapping[str, float], kind: str) -> float:
    """Share of the kind's usual columns that were found, less for words of another kind and side sheets."""
    found = sum(scores.values()) / SCHEMAS[kind].usual_columns
    foreign = sum(any(word in "".join(pair) for word in FOREIGN_WORDS[kind]) for pair in head.words.values())
    aside = 0.3 if sheet.hidden or NAMES_OF_SIDE_SHEETS.search(sheet.name) else 0.0
    return round(max(0.05, min(1.0, found) - 0.15 * foreign - aside), 3)


def has_required_fields(kind: str, known: Collection[str]) -> bool:
    return all(any(field in known for field in group) for group in SCHEMAS[kind].required)


def assign_columns(head: Head, body: Sequence[Row], kind: str) -> tuple[dict[str, int], dict[str, float]]:
    """Each column to the field it fits best, the surest first, each field once (phones: twice)."""
    beside = columns_of_side_tables(sorted(head.words), body)
    offers = sorted(
        (
            (score, -column, field)
            for column in _columns_in_use(head, body)
            if column not in beside
            for field, score in _fields_for_column(head, column, body, kind)
        ),
        reverse=True,
    )
    columns: dict[str, int] = {}
    scores: dict[str, float] = {}
    for score, negative, field in offers:
        slot = "phones2" if field == "phones" and field in columns else field
        if slot not in columns and -negative not in columns.values():
            columns[slot], scores[slot] = -negative, score
    _add_required_by_contents(columns, scores, _columns_below(head, body), kind)
    return columns, {field: score for field, score in scores.items() if not field.startswith("_")}


def _add_required_by_contents(
    columns: dict[str, int], scores: dict[str, float], cells: Mapping[int, Sequence[Cell]], kind: str
) -> None:
    """A column under a heading that nobody foresaw (学校), in a table of which the rest is known."""
    if sum(not field.startswith("_") for field in columns) < MIN_TABLE_COLUMNS:
        return
    wanted = column_contents.REQUIRED_BY_CONTENTS[kind]
    for group in SCHEMAS[kind].required:
        field = next((each for each in group if each in wanted), None)
        if field and not any(each in columns for each in group):
            free = {column: below for column, below in cells.items() if column not in columns.values()}
            if (column := column_contents.column_of_contents(wanted[field], free)) is not None:
                columns[field], scores[field] = column, SCORE_BY_CONTENTS


def _columns_below(head: Head, body: Sequence[Row]) -> dict[int, list[Cell]]:
    """Under headings only: what stands beside a table is none of it."""
    return {column: [row.cell(column) for row in body if len(row.cells) > 1] for column in head.words}


def _columns_in_use(head: Head, body: Sequence[Row]) -> list[int]:
    return sorted(set(head.words) | {column for row in body for column in row.cells})


def _fields_for_column(head: Head, column: int, body: Sequence[Row], kind: str) -> list[tuple[str, float]]:
    cells = [row.cell(column) for row in body if len(row.cells) > 1]
    top, bottom = head.words.get(column, ("", ""))
    if is_identity_header(top + bottom) or is_identity_header(bottom or top):
        return [(IDENTITY_FIELD, 1.0)]
    if top in SURVEY_WORDS or (top == CHANNEL_OF_SURVEY and head.is_of_survey):
        return [(SURVEY_FIELD, 1.0)]
    if kind != "needs" and top in TIMES_OF_ANSWER and head.is_of_survey:
        return [(SURVEY_FIELD, 1.0)]
    offers = []
    for field in HEADER_WORDS[kind]:
        score = _score_heading(top, bottom, kind, field)
        fit = column_contents.share_of_fitting_cells(field, cells) if score else None
        is_foreign = field in column_contents.ONLY_IF_FITTING and fit is not None and fit < SHARE_OF_FITTING_VALUES
        if score and not is_foreign and (weighed := _weigh_contents(score, fit)) >= MIN_HEADER_SCORE:
            offers.append((field, weighed))
    return offers or [
        (field, SCORE_BY_CONTENTS) for field in column_contents.fields_by_contents(HEADER_WORDS[kind], cells)
    ]


def _weigh_contents(score: float, fit: float | None) -> float:
    if fit is None:
        return score
    return score - 0.35 * (1 - fit) + 0.02 * fit


def _score_heading(top: str, bottom: str, kind: str, field: str) -> float:
    if not bottom:
        return score_word(top, kind, field)
    return max(
        score_word(top + bottom, kind, field),
        0.9 * score_word(bottom, kind, field),
        0.6 * score_word(top, kind, field),
    )


@lru_cache(maxsize=4096)
def score_word(word: str, kind: str, field: str) -> float:
    """1 for a known word (a little less the less usual), down to 0.6 for a header that only contains one."""
    words = HEADER_WORDS[kind][field]
    if word in words:
        return 1.0 - 0.05 * words.index(word) / len(words)
    if any(foreign in word for foreign in FOREIGN_WORDS[kind]):
        return 0.0
    inside = [known for known in words if len(known) > 1 and known in word]
    if not inside:
        return 0.0
    longest = max(inside, key=lambda known: (len(known), word.endswith(known)))
    at_the_end = 0.1 if word.endswith(longest) else 0.0
    return 0.45 + 0.35 * len(longest) / len(word) + at_the_end


def header_word(cell: Cell) -> str:
    words = cell.value if isinstance(cell.value, str) else ""
    return normalise_header(words) if len(words) <= 4 * MAX_HEADER_LENGTH else ""


@lru_cache(maxsize=2**15)
def normalise_header(header: str) -> str:
    """Without spaces, stars, numbering and brackets (必填, 格式)."""
    seen = text.INVISIBLE.sub("", letters_of_today(header))
    plain = re.sub(r"\s+", "", text.half_width(text.EXOTIC_SPACE.sub(" ", seen)))
    bare = re.sub(r"[（(【\[][^）)】\]]*[）)】\]]", "", plain)
    if is_identity_header(plain) and not is_identity_header(bare):
        return plain
    bare = NUMBER_OF_QUESTION.sub("", re.sub(r"^[*＊★☆]+|[*＊★☆:：?？]+$", "", bare))
    words = _words_of_question(re.sub(r"^[*＊★☆]+", "", bare)) or plain
    chinese = ENGLISH_BESIDE.sub("", words)
    return chinese if chinese in KNOWN_WORDS else words


def _words_of_question(words: str) -> str:
    """Of 您的单位名称是 the words that lists use: 单位名称."""
    asked = END_OF_QUESTION.sub("", POLITE_WORDS.sub("", words))
    candidates = (words, asked, OF_THE_UNIT.sub("", asked)) if asked != words else (words,)
    return next((each for each in candidates if each in KNOWN_WORDS), asked or words)
