"""The paragraphs between the head and the imprint as the template and the page breaks see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from partner_hub.minutes.document import AttendanceList, Attendee, MinutesDocument, Paragraph
from partner_hub.minutes.fonts import Role

LEVEL_ROLES = (Role.BODY, Role.HEI, Role.KAI)
ONE_LINE = 26  # characters that fit on the first line of a paragraph


@dataclass(frozen=True)
class Piece:
    """One paragraph: a label (出席：) or a heading in its role's face, then text in the body's.

    kind   the CSS classes: heading, run-in, keeps (with the next), leans (on the one before), listed (hangs)
    tag    h2 and h3 for headings, without gaps in the levels; p for all else
    spaced  has blank lines before it
    """

    text: str
    heading: str = ""
    label: str = ""
    role: Role = Role.BODY
    kind: str = ""
    tag: str = "p"
    spaced: bool = False


def pieces(document: MinutesDocument) -> tuple[Piece, ...]:
    return (*_body(document.body), *_annex_notes(document), *_lists(document.attendance))


def _body(paragraphs: tuple[Paragraph, ...]) -> Iterator[Piece]:
    deepest = 1
    for paragraph in paragraphs:
        role = LEVEL_ROLES[paragraph.level]
        if not paragraph.heading:
            yield Piece(paragraph.text)
        elif paragraph.text:
            kind = "run-in keeps" if len(str(paragraph)) <= ONE_LINE else "run-in"
            yield Piece(paragraph.text, paragraph.heading, role=role, kind=kind)
        else:
            deepest = min(paragraph.level + 1, deepest + 1)
            yield Piece("", paragraph.heading, role=role, kind="heading", tag=f"h{deepest}")


def _annex_notes(document: MinutesDocument) -> Iterator[Piece]:
    """附件说明: below the text, the titles of what is annexed, numbered when there are several."""
    several = len(document.annexes) > 1
    for number, annex in enumerate(document.annexes, start=1):
        title = f"{number}.{annex.title}" if several else annex.title
        first = number == 1
        yield Piece(
            title, label="附件：" if first else "", kind="listed leans" if first else "further leans", spaced=first
        )


def _lists(lists: tuple[AttendanceList, ...]) -> Iterator[Piece]:
    filled = [listed for listed in lists if listed.attendees]
    for number, listed in enumerate(filled):
        text = _entries(listed.attendees) + "。"
        yield Piece(text, label=f"{listed.label}：", role=Role.HEI, kind="listed", spaced=number == 0)


def _entries(attendees: tuple[Attendee, ...]) -> str:
    """社区党委书记周某、副书记沈某，供电所何某（因公外出）: a unit is named once for all of its people in a row."""
    units = groupby(attendees, key=lambda attendee: attendee.unit)
    return "，".join(unit + "、".join(map(_person, people)) for unit, people in units)


def _person(attendee: Attendee) -> str:
    note = f"（{attendee.note}）" if attendee.note else ""
    return attendee.title + attendee.name + note
