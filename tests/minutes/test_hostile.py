"""Texts that want something fetched, or the layout broken, are printed as they were typed or refused by their field."""

import re
import sys
from collections import Counter

import pytest

from partner_hub.minutes.document import clean_text
from partner_hub.minutes.press import works
from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.glyph_coverage import MissingGlyphError
from partner_hub.minutes.press.off_paper import OffPaperError
from partner_hub.minutes.press.render import render_minutes
from tests.support.hostile import FETCHING, MANY, METADATA, PLAIN, document_full_of, documents_with
from tests.support.printed import Printed

FONTS = FontSet()
FETCHED = tuple(text.format(url="http://127.0.0.1:9/bait", file="file:///etc/hostname") for text in FETCHING)
OPENED: list[str] = []
WATCHED = {"open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen"}


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in WATCHED:
        OPENED.append(str(arguments[0] if event == "open" else arguments))


@pytest.fixture(scope="module", autouse=True)
def _watched() -> None:
    """There is no way back from a hook; it only takes notes."""
    works.warm_up(FONTS)
    sys.addaudithook(watch)


def squeezed(text: str) -> str:
    return re.sub(r"—\d+—", "", "".join(text.split()))


@pytest.mark.parametrize("texts", [FETCHED, PLAIN])
def test_they_are_printed_as_they_were_typed_and_nothing_is_opened(texts: tuple[str, ...]) -> None:
    typed = [text for text in texts if is_printed(text)]
    document = document_full_of(typed)
    render_minutes(document, FONTS)  # What is loaded once, when it is needed, is loaded now.
    OPENED.clear()
    printed = render_minutes(document, FONTS)
    fonts = {str(face.path) for face in FONTS.faces}
    assert [name for name in OPENED if name not in fonts and not name.endswith("sRGB2014.icc")] == []
    text = squeezed(Printed(printed.pdf).text)
    assert [each for each in typed if squeezed(clean_text(each)) not in text] == []
    assert Printed(printed.pdf).drawn.embfile_count() == 0


def is_printed(text: str) -> bool:
    return not works.missing_glyphs(documents_with(text)["text"], FONTS) and len(text) < MANY


@pytest.mark.parametrize("field", METADATA)
def test_metadata_keep_them_as_text(field: str) -> None:
    text = "</title><rdf:Description>&#0;]]><!-- \\( \ud800 𬭎"
    metadata = Printed(render_minutes(documents_with(text)[field], FONTS).pdf).drawn.metadata
    assert metadata[METADATA[field]] == clean_text(text)


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("summary", "，" * 500, "名单“，，"),
        ("version_line", "—" * 300, "版本说明“——"),
        ("annex column", "人" * 3000, "附件表头“人人"),
        ("printed_by", "人" * 3000, "印发机关“人人"),
        ("copied to", "（" * 300, "抄送“（（"),
    ],
)
def test_what_does_not_fit_on_the_paper_is_refused_by_its_field(field: str, text: str, told: str) -> None:
    with pytest.raises(OffPaperError, match=told):
        render_minutes(documents_with(text)[field], FONTS)


@pytest.mark.parametrize("text", ["圈\u20dd", "字\u0301\u0302", "家👨", "\ue000", "ا"])
@pytest.mark.parametrize("field", ["text", "summary"])
def test_what_could_not_be_read_out_again_is_refused_by_its_field(field: str, text: str) -> None:
    with pytest.raises(MissingGlyphError, match=r"正文第1段|出席名单"):
        render_minutes(documents_with(text)[field], FONTS)


def test_a_letter_with_its_mark_is_one_letter() -> None:
    text = Printed(render_minutes(documents_with("Cafe\u0301 Zu\u0308rich")["text"], FONTS).pdf).text
    assert Counter("Café") - Counter(text) == Counter()
