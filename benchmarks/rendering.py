"""How long a print takes and how much memory it leaves: `python -m benchmarks.rendering [--base CHECKOUT]`.

In one run: four pages by us, warm, beside WeasyPrint alone and Chromium's print of the same HTML; 200 prints in one
process; and a long document here and in an earlier checkout. Seconds are the least of several, of the processor: what
else the machine does does not count.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from partner_hub.minutes.document import MinutesDocument
from partner_hub.minutes.press.conformance import output_intent
from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.pagination import plan_pages
from partner_hub.minutes.press.render import (
    PDF_VARIANT,
    TEMPLATE_FOLDER,
    FontFetcher,
    MinutesHtml,
    css_of_faces,
    render_minutes,
)
from tests.support.browser import chromium
from tests.support.minutes import BODY, annex, minutes, minutes_of_pages

RUNS = 7
PRINTS, WARM = 200, 20
TIMED = """
import json, sys, time
from partner_hub.minutes.document import MinutesDocument
try:
    from partner_hub.minutes.press.fonts import FontSet
    from partner_hub.minutes.press.render import render_minutes
except ModuleNotFoundError:
    from partner_hub.minutes.fonts import FontSet
    from partner_hub.minutes.render import render_minutes
record = json.load(open(sys.argv[1]))
known = MinutesDocument.__dataclass_fields__
record = {name: value for name, value in record.items() if name in known or name == "format"}
for each in (seat for listed in record["attendance"] for seat in listed["attendees"]):
    each.pop("group", None)
for listed in record["attendance"]:
    listed.pop("summary", None)
for table in record["annexes"]:
    table.pop("dense", None)
document, fonts, times = MinutesDocument.from_json(json.dumps(record)), FontSet(), []
for _ in range(8):
    begin = time.process_time()
    pages = render_minutes(document, fonts).pages
    times.append(time.process_time() - begin)
print(f"{pages} pages, {min(times):.3f} s")
"""


def long_document() -> MinutesDocument:
    """About as many pages as the demonstration's minutes have in full."""
    return minutes(body="\n".join((BODY.splitlines() * 8)[:80]), annexes=(annex(30), annex(30)))


def least_seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    times = []
    for _ in range(RUNS):
        begin = clock()
        work()
        times.append(clock() - begin)
    return min(times)


def seconds_of_descendants() -> float:
    """Of the processor, of all processes that this one has started and that are still there."""
    parents, ticks = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
            parents[int(stat.parent.name)], ticks[int(stat.parent.name)] = int(fields[1]), sum(map(int, fields[11:15]))
    family = {os.getpid()}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return sum(ticks[each] for each in family - {os.getpid()}) / os.sysconf("SC_CLK_TCK")


def resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def compare_engines(fonts: FontSet) -> None:
    document = minutes_of_pages(4)
    manuscript = MinutesHtml(document, fonts)
    html = manuscript.html(plan_pages(manuscript.flow()))
    css = (TEMPLATE_FOLDER / "minutes.css").read_text(encoding="utf-8") + css_of_faces(fonts)
    configuration, fetcher = FontConfiguration(), FontFetcher(fonts)
    stylesheet = weasyprint.CSS(string=css, font_config=configuration, url_fetcher=fetcher)

    def alone() -> object:
        return weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(
            font_config=configuration, stylesheets=[stylesheet], color_profiles=output_intent(), **PDF_VARIANT
        )

    render_minutes(document, fonts), alone()
    seconds = least_seconds(alone)
    ours = least_seconds(lambda: render_minutes(document, fonts))
    sys.stdout.write(f"four pages: ours {ours:.3f} s, WeasyPrint alone {seconds:.3f} s: {ours / seconds:.2f} of it\n")
    printed = seconds_of_chromium(html.replace("</head>", f"<style>{css}</style></head>"))
    sys.stdout.write(f"Chromium's print {printed:.3f} s: ours is {ours / printed:.2f} of it\n")


def seconds_of_chromium(html: str) -> float:
    """A warm browser that loads the page and prints it."""
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file, chromium() as browser:
        file.write(html)
        file.flush()
        page = browser.new_page()

        def printed() -> None:
            page.goto(f"file://{file.name}")
            page.pdf(prefer_css_page_size=True)

        printed()
        return least_seconds(printed, seconds_of_descendants)


def watch_memory(fonts: FontSet) -> None:
    """Of 200 prints of different documents."""
    lines = BODY.splitlines()
    before = 0.0
    for number in range(PRINTS):
        at = number % len(lines)
        render_minutes(minutes(body="\n".join([*(lines[at:] + lines[:at])[:20], f"第{number}次会议。"])), fonts)
        if number + 1 == WARM:
            before = resident_megabytes()
    grown = resident_megabytes() - before
    sys.stdout.write(f"memory: {before:.0f} MiB after {WARM} prints, {grown:+.1f} MiB after {PRINTS}\n")


def compare_checkouts(folders: list[Path]) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(json.loads(long_document().to_json()), file)
        file.flush()
        for folder in folders:
            command = [sys.executable, "-c", TIMED, file.name]
            told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own words
            sys.stdout.write(f"long document in {folder}: {told}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, help="an earlier checkout, with its fonts")
    base = parser.parse_args().base
    fonts = FontSet()
    compare_engines(fonts)
    compare_checkouts([Path.cwd(), *([base] if base else [])])
    watch_memory(fonts)


if __name__ == "__main__":
    main()
