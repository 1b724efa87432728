"""The paragraphs between head and imprint, with the classes and tags that the template and pagination.py need."""

from collections.abc import Iterator
from dataclasses import dataclass

from partner_hub.minutes.document import AttendanceList, MinutesDocument, Paragraph
from partner_hub.minutes.press.fonts import FontRole

ROLES_OF_LEVELS = (FontRole.BODY, FontRole.HEI, FontRole.KAI)
CHARACTERS_ON_FIRST_LINE = 26  # characters that fit on the first line of a paragraph


@dataclass(frozen=True)
class PrintParagraph:
    """One paragraph: a label (出席：) or a heading in its role's face, then text in the body's.

    kind   the CSS classes: heading, run-in, keeps (with the next), leans (on the one before), listed (hangs)
    tag    h2 and h3 for headings, without gaps in the levels; p for all else
    spaced  has blank lines before it
    """

    text: str
    heading: str = ""
    label: str = ""
    role: FontRole = FontRole.BODY
    kind: str = ""
    tag: str = "p"
    spaced: bool = False


def print_paragraphs(document: MinutesDocument) -> tuple[PrintParagraph, ...]:
    return (
        *_body_paragraphs(document.body),
        *_annex_paragraphs(document),
        *_attendance_paragraphs(document.attendance),
    )


def _body_paragraphs(paragraphs: tuple[Paragraph, ...]) -> Iterator[PrintParagraph]:
    deepest = 1
    for paragraph in paragraphs:
        role = ROLES_OF_LEVELS[paragraph.level]
        if not paragraph.heading:
            yield PrintParagraph(paragraph.text)
        elif paragraph.text:
            kind = "run-in keeps" if _width_in_characters(str(paragraph)) <= CHARACTERS_ON_FIRST_LINE else "run-in"
            yield PrintParagraph(paragraph.text, paragraph.heading, role=role, kind=kind)
        else:
            deepest = min(paragraph.level + 1, deepest + 1)
            yield PrintParagraph("", paragraph.heading, role=role, kind="heading", tag=f"h{deepest}")


def _width_in_characters(text: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in text)


def _annex_paragraphs(document: MinutesDocument) -> Iterator[PrintParagraph]:
    """附件说明: below the text, the titles of what is annexed, numbered when there are several."""
    several = len(document.annexes) > 1
    for number, annex in enumerate(document.annexes, start=1):
        title = f"{number}.{annex.title}" if several else annex.title
        first = number == 1
        yield PrintParagraph(
            title, label="附件：" if first else "", kind="listed leans" if first else "further leans", spaced=first
        )


def _attendance_paragraphs(lists: tuple[AttendanceList, ...]) -> Iterator[PrintParagraph]:
    filled = [listed for listed in lists if listed.attendees]
    for number, listed in enumerate(filled):
        yield PrintParagraph(
            f"{listed.text}。", label=f"{listed.label}：", role=FontRole.HEI, kind="listed", spaced=number == 0
        )
