"""What is copied out of the PDF is what was signed, character by character, in two readers."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from partner_hub.minutes.document import AttendanceList, Attendee, MinutesDocument
from partner_hub.minutes.press.fonts import FontRole, FontSet
from partner_hub.minutes.press.render import render_minutes
from tests.support.minutes import BODY, annex, minutes

FONTS = FontSet()
# First and last of the unified ideographs, Unicode 17. No font of Debian 12 has Extensions I and J.
BLOCKS = {
    "URO": (0x9FA6, 0x9FFF),
    "A": (0x3400, 0x4DBF),
    "B": (0x20000, 0x2A6DF),
    "C": (0x2A700, 0x2B739),
    "D": (0x2B740, 0x2B81D),
    "E": (0x2B820, 0x2CEA1),
    "F": (0x2CEB0, 0x2EBE0),
    "G": (0x30000, 0x3134A),
    "H": (0x31350, 0x323AF),
}
PAGE_NUMBER = re.compile(r"\n?— \d+ —\n?")


def name_of_block(first: int, last: int) -> str:
    """A surname, then the first, the middle and the last character of the block that a font here has."""
    printed = [char for char in map(chr, range(first, last + 1)) if FONTS.face(FontRole.BODY, char)]
    return f"陈{printed[0]}{printed[len(printed) // 2]}{printed[-1]}"


@cache
def document() -> MinutesDocument:
    names = [name_of_block(*block) for block in BLOCKS.values()]
    seats = tuple(Attendee(f"棠梨社区第{at}党支部", name, "书记") for at, name in enumerate(names))
    told = f"{'、'.join(names)}等同志自2026年7月21日起按GB/T 9704-2012办理，电话0571-8888，网址https://www.example.org/a-b。"
    return minutes(body=f"{BODY}\n{told}", attendance=(AttendanceList("出席", seats),), annexes=(annex(3),))


def signed_lines() -> Iterator[str]:
    signed = document()
    yield from (str(signed.number), signed.mark, signed.issuer)
    yield from map(str, signed.body)
    yield from (f"{listed.label}：{listed.text}。" for listed in signed.attendance)
    yield from (cell for table in signed.annexes for row in table.rows for cell in row)
    yield f"抄送：{'，'.join(signed.copies_to)}。"


def missing_lines(pages: list[str]) -> list[str]:
    """The signed lines that do not stand in the text of the pages; line ends, blanks and page numbers are no text.

    Readers take the gaps of a line that is spread widely, before a name that must not be broken, for blanks.
    """
    text = "".join("".join(PAGE_NUMBER.sub("\n", page) for page in pages).split())
    return [line for line in signed_lines() if "".join(line.split()) not in text]


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("copying") / "minutes.pdf"
    path.write_bytes(render_minutes(document(), FONTS).pdf)
    return path


def test_mupdf_gives_out_what_was_signed(pdf: Path) -> None:
    opened: Any = pymupdf.open(pdf)  # type: ignore[no-untyped-call]
    assert missing_lines([page.get_text() for page in opened]) == []


def test_poppler_gives_out_what_was_signed(pdf: Path) -> None:
    """In the order of the file: otherwise it takes the cells of a table for columns of text."""
    command = ["pdftotext", "-raw", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own words
    assert missing_lines(text.split("\f")) == []
