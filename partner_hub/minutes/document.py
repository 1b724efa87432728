"""The minutes as plain, frozen data: what the renderer prints and what the archive files beside the PDF.

Every text is cleaned when a value is made (see `clean_text`).
"""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from itertools import groupby
from typing import Any, Self

from partner_hub.letters import is_unseen, letters_of_today

RECORD_FORMAT = 1
LONGEST_CHINESE_NAME = 6


def clean_text(text: str) -> str:
    """The text as one line without invisible characters, radicals and old code points as the letters of today.

    A PDF gives every later 人 out as the radical U+2F08 when that comes first: its search would find nothing.
    Taken out are control characters (NUL among them), bidirectional marks, zero-width characters, the byte order
    mark, soft hyphens, lone surrogates (all of Unicode's Cc, Cf and Cs), variation selectors (U+FE00-FE0F and
    U+E0100-E01EF) and noncharacters. A letter and its combining mark become the one letter
    that Unicode has for both. Tabs, line ends and every kind of blank but the ideographic one become a space; runs of
    spaces become one; both ends are stripped.
    """
    text = unicodedata.normalize("NFC", letters_of_today(text))
    kept = "".join(" " if _is_blank(char) else char for char in text if _is_blank(char) or not _is_invisible(char))
    return " ".join(part for part in kept.split(" ") if part).strip()


def chinese_date(day: date) -> str:
    """As minutes write it: 2026年7月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _is_blank(char: str) -> bool:
    return char != "\u3000" and (char in "\t\n\v\f\r\x85" or unicodedata.category(char).startswith("Z"))


def _is_invisible(char: str) -> bool:
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or is_unseen(char)


class CleanTexts:
    """A frozen dataclass whose texts are cleaned when it is made."""

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]  # only subclasses are dataclasses
            object.__setattr__(self, field.name, _clean_value(getattr(self, field.name)))


def _clean_value(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, tuple):
        return tuple(_clean_value(item) for item in value)
    return value


@dataclass(frozen=True)
class DocumentNumber:
    """文号: year and serial, printed as 〔2026〕3号."""

    year: int
    serial: int

    def __str__(self) -> str:
        return f"〔{self.year}〕{self.serial}号"


@dataclass(frozen=True)
class Paragraph(CleanTexts):
    """A line of the body: text (level 0), a heading (no text), or a run-in heading with its text.

    Level 1 is 一、 in 黑体, level 2 is （一） in 楷体.
    """

    text: str = ""
    heading: str = ""
    level: int = 0

    def __str__(self) -> str:
        return self.heading + self.text


@dataclass(frozen=True)
class Attendee(CleanTexts):
    """One seat: a unit, and its delegate as far as known. The note stands in brackets: 因公外出.

    A list parts one `group` from the next.
    """

    unit: str
    name: str = ""
    title: str = ""
    note: str = ""
    group: str = ""


@dataclass(frozen=True)
class AttendanceList(CleanTexts):
    """A list with a label of two characters: 出席 请假 列席 缺席 记录.

    `summary` is printed instead of the names, which then stand in an annex.
    """

    label: str
    attendees: tuple[Attendee, ...]
    summary: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.label) != 2:  # noqa: PLR2004
            raise ValueError(f"an attendance label has two characters: {self.label!r}")

    @property
    def text(self) -> str:
        """What stands behind the label: groups parted by ；."""
        groups = groupby(self.attendees, key=lambda attendee: attendee.group)
        return self.summary or "；".join(join_attendees(people) for _group, people in groups)


def join_attendees(attendees: Iterable[Attendee]) -> str:
    """社区党委书记周某、副书记沈某，供电所何某（因公外出）: a unit is named once for all of its people in a row."""
    units = groupby(attendees, key=lambda attendee: attendee.unit)
    return "，".join(unit + "、".join(map(_name_with_note, people)) for unit, people in units)


def _name_with_note(attendee: Attendee) -> str:
    note = f"（{attendee.note}）" if attendee.note else ""
    return join_words(attendee.title, attendee.name) + note


def _is_of_person(name: str) -> bool:
    """Longer names of people have a dot between their parts, or are Latin."""
    return 0 < len(name) <= LONGEST_CHINESE_NAME or "·" in name or (name.isascii() and bool(name))


def join_words(first: str, second: str) -> str:
    """Latin words keep a blank between them: CTO Kevin Zhang, but 站长Kevin and CTO顾承泽."""
    both_latin = first[-1:].isascii() and second[:1].isascii() and first and second
    return f"{first} {second}" if both_latin else first + second


@dataclass(frozen=True)
class Annex(CleanTexts):
    """附件: a table on pages of its own; columns are their headings.

    Every row has a cell for each column, or a single one: the heading of the rows below it. A `dense` table is a long
    list in small type.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    dense: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.columns:
            raise ValueError("an annex needs at least one column")
        for number, row in enumerate(self.rows, start=1):
            if len(row) not in {1, len(self.columns)}:
                raise ValueError(f"annex {self.title}: row {number} has {len(row)} cells, not {len(self.columns)}")


@dataclass(frozen=True)
class MinutesDocument(CleanTexts):
    """Everything that the minutes print, and nothing else.

    number      a draft carries the number it would get; without one 〔year〕　号 is printed
    dated       签发日期, beside the issuer; also the date of the file's metadata
    printed_on  印发日期, in the imprint
    names       people who are named in the body beside those of the attendance lists; no name is broken over lines
    draft       prints 草稿 at the head of the first page
    version_line  of a correction: which version it is, what it replaces and why; printed below the number
    """

    mark: str
    number: DocumentNumber | None
    issuer: str
    dated: date
    printed_on: date
    printed_by: str
    title: str
    author: str
    description: str
    body: tuple[Paragraph, ...]
    attendance: tuple[AttendanceList, ...] = ()
    annexes: tuple[Annex, ...] = ()
    copies_to: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    draft: bool = False
    version_line: str = ""

    @property
    def people(self) -> frozenset[str]:
        """Every name that must stay on one line; a unit that spoke is none."""
        seated = (attendee.name for listed in self.attendance for attendee in listed.attendees)
        return frozenset(filter(_is_of_person, (*seated, *self.names)))

    def to_json(self) -> str:
        """The frozen record: UTF-8 text with a stable order, the same for the same document."""
        record = {"format": RECORD_FORMAT, **asdict(self)}
        return json.dumps(record, ensure_ascii=False, indent=1, default=_date_to_text) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ValueError when the record is of another format."""
        record = json.loads(text)
        if record.pop("format", None) != RECORD_FORMAT:
            raise ValueError("this record of minutes has an unknown format")
        return cls(**_document_fields_from_json(record))


@dataclass(frozen=True)
class PrintedMinutes:
    """The finished file, and its number of pages as laid out."""

    pdf: bytes
    pages: int


def _date_to_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a record of minutes holds no {type(value).__name__}")


def _document_fields_from_json(record: dict[str, Any]) -> dict[str, Any]:
    return record | {
        "number": DocumentNumber(**record["number"]) if record["number"] else None,
        "dated": date.fromisoformat(record["dated"]),
        "printed_on": date.fromisoformat(record["printed_on"]),
        "body": tuple(Paragraph(**paragraph) for paragraph in record["body"]),
        "attendance": tuple(_attendance_list_from_json(listed) for listed in record["attendance"]),
        "annexes": tuple(_annex_from_json(annex) for annex in record["annexes"]),
        "copies_to": tuple(record["copies_to"]),
        "names": tuple(record["names"]),
    }


def _attendance_list_from_json(record: dict[str, Any]) -> AttendanceList:
    attendees = tuple(Attendee(**attendee) for attendee in record["attendees"])
    return AttendanceList(record["label"], attendees, record.get("summary", ""))


def _annex_from_json(record: dict[str, Any]) -> Annex:
    rows = tuple(tuple(row) for row in record["rows"])
    return Annex(record["title"], tuple(record["columns"]), rows, record.get("dense", False))
