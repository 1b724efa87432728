"""The file itself: always the same, nothing from outside, everything can be copied out of it."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.render import render_minutes, toolchain_versions
from tests.support.minutes import annex, minutes, minutes_of_pages
from tests.support.printed import Printed

FONTS = FontSet()
RENDER = """
from hashlib import sha256
from tests.support.minutes import annex, minutes
from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.render import render_minutes
print(sha256(render_minutes(minutes(annexes=(annex(),)), FontSet()).pdf).hexdigest())
"""


def printed(**changes: object) -> Printed:
    return Printed(render_minutes(minutes(**changes), FONTS).pdf)


def test_other_processes_make_the_same_bytes() -> None:
    here = sha256(render_minutes(minutes(annexes=(annex(),)), FONTS).pdf).hexdigest()
    others = [process_with_seed(seed) for seed in ("1", "2")]
    assert [other.communicate()[0].strip() for other in others] == [here, here]


def process_with_seed(seed: str) -> "subprocess.Popen[str]":
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", RENDER]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own words


def test_other_threads_make_the_same_bytes() -> None:
    documents = [minutes_of_pages(1), minutes_of_pages(2), minutes(annexes=(annex(3),))]
    alone = [render_minutes(document, FONTS).pdf for document in documents]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda document: render_minutes(document, FONTS).pdf, documents * 2)) == alone * 2


def test_what_was_printed_before_leaves_no_trace() -> None:
    first = render_minutes(minutes_of_pages(2), FONTS).pdf
    render_minutes(minutes(body="䶮𬭎㛃堃犇玥珺翀昇", draft=True), FONTS)
    assert render_minutes(minutes_of_pages(2), FONTS).pdf == first


def test_its_dates_are_those_of_the_document() -> None:
    metadata = printed().drawn.metadata
    assert metadata["creationDate"] == metadata["modDate"] == "D:20260625"


def test_title_author_and_description_are_in_the_metadata() -> None:
    document = minutes(title="纪要 <&> “一”")
    metadata = Printed(render_minutes(document, FONTS).pdf).drawn.metadata
    assert (metadata["title"], metadata["author"], metadata["subject"]) == (
        document.title,
        document.author,
        document.description,
    )


def test_every_paragraph_can_be_copied_out() -> None:
    document = minutes()
    text = Printed(render_minutes(document, FONTS).pdf).text
    for number in range(1, 10):
        text = text.replace(f"—{number}—", "")
    for paragraph in document.body:
        assert "".join(str(paragraph).split()) in text


def test_all_fonts_are_embedded_as_subsets() -> None:
    drawn = printed().drawn
    fonts = [font for page in drawn for font in page.get_fonts(full=True)]
    assert all("+" in font[3] and font[2] != "Type3" for font in fonts)
    assert all(drawn.extract_font(font[0])[3] for font in fonts)


@pytest.mark.parametrize("pages", [1, 3])
def test_pages_are_counted_as_a_reader_counts_them(pages: int) -> None:
    made = render_minutes(minutes_of_pages(pages), FONTS)
    assert made.pages == len(Printed(made.pdf).sheets) == pages


def test_markup_of_residents_is_printed_as_they_typed_it() -> None:
    typed = "<script>x</script>&lt;&#65;<img/src=x>{{7*7}}{%raw%}"
    assert typed in printed(body=typed).text


def test_invisible_characters_are_gone() -> None:
    text = printed(body="甲\u202e乙\u2067丙\u200b丁\x00戊\ufeff己\u200f庚").text
    assert "甲乙丙丁戊己庚" in text


def test_radicals_of_a_copied_pdf_leave_the_text_searchable() -> None:
    text = printed(body="由⼈⺠医院⾃⾏落实。\n后来由人民医院办理。").text
    assert "人民医院自行落实" in text.replace("\n", "")
    assert "后来由人民医院办理" in text.replace("\n", "")


@pytest.mark.parametrize("unit", ["字", "1", "，", "（", "—", "“", "𠀁", "a ", "<"])
def test_six_hundred_of_one_character_stay_on_the_paper(unit: str) -> None:
    assert_on_paper(unit, 600)


def test_ten_thousand_letters_without_a_break_stay_on_the_paper() -> None:
    assert_on_paper("a", 10_000)


def assert_on_paper(unit: str, times: int) -> None:
    document = Printed(render_minutes(minutes(body=unit * times, attendance=(), copies_to=()), FONTS).pdf)
    assert document.text.count(unit.strip()) >= times
    edges = [glyph.x for line in document.body for glyph in line.glyphs]
    assert min(edges) > 27.9
    assert max(edges) < 184.1


def test_long_words_everywhere_stay_on_the_paper() -> None:
    long = "x" * 400
    document = printed(
        issuer="某" * 60, printed_by="某" * 60, copies_to=(long,), annexes=(annex(2, "很长的题名" * 12),)
    )
    for sheet in document.sheets:
        left, top, right, bottom = sheet.ink(0, 0, 210, 297)
        assert left > 27
        assert top > 36
        assert right < 185
        assert bottom < 275


def test_nothing_is_fetched_whatever_the_text_asks_for() -> None:
    asked: list[str] = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with ThreadingHTTPServer(("127.0.0.1", 0), Trap) as trap:
        Thread(target=trap.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{trap.server_port}/"
        bait = f'"><img src="{url}1"><link rel=stylesheet href="{url}2"><style>@import "{url}3"</style> url({url}4)'
        render_minutes(minutes(body=bait, title=bait, author=bait, description=bait, issuer=bait[:30]), FONTS)
        trap.shutdown()
    assert asked == []


def test_the_toolchain_names_versions_and_font_files() -> None:
    tools = toolchain_versions(FONTS)
    assert tools["WeasyPrint"].startswith("70.")
    assert tools["Pango"].split(".")[0] == "1"
    assert tools["HarfBuzz"]
    file = FONTS.fandol / "FandolFang-Regular.otf"
    assert tools["FandolFang-Regular.otf"] == sha256(file.read_bytes()).hexdigest()
