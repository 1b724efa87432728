"""Renders the document as a PDF that is both PDF/A-2a and PDF/UA-1; the same document gives the same bytes."""

import ctypes
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from math import ceil
from pathlib import Path
from typing import Any

import weasyprint
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint.urls import URLFetcher, URLFetcherResponse

from partner_hub.minutes.document import MinutesDocument, PrintedMinutes, chinese_date
from partner_hub.minutes.press.chinese_justification import (
    ChineseTypesetting,
    imprint_points,
    measure_paragraphs,
    move_imprint_to_foot,
)
from partner_hub.minutes.press.columns import print_columns
from partner_hub.minutes.press.conformance import OUTPUT_INTENT, claim_both_standards, output_intent
from partner_hub.minutes.press.flow import as_laid_out, blocks_of, copies_of, imprint_points_of
from partner_hub.minutes.press.fonts import Face, FontRole, FontSet
from partner_hub.minutes.press.glyph_coverage import MissingGlyphError, TextMarkup, find_missing_glyphs
from partner_hub.minutes.press.pagination import Flow, Spacing, plan_pages
from partner_hub.minutes.press.paper_edges import require_on_paper, require_short_heads
from partner_hub.minutes.press.paragraphs import PrintParagraph, print_paragraphs

TEMPLATE_FOLDER = Path(__file__).parents[3] / "templates" / "print"
EM_POINTS = 15.793  # points; 28 of them are 156 mm
LINE_POINTS = 29.609  # points; 22 of them, less the lead outside the first and last, are 225 mm
HALF_LEAD = (LINE_POINTS - 16) / 2
TYPE_AREA = 28 * EM_POINTS
MARK_INK_TOP = 35 * 72 / 25.4
MAX_MARK_POINTS = 42.0  # 初号
LINES_ABOVE_ISSUER = 8
VERSION_CHARACTERS = 26  # of its 14 points; 29 fit on a line, some are lost to what is kept together
HEAD_CHARACTERS = 26  # characters between the insets of issuer and date
PDF_VARIANT = {"pdf_variant": "pdf/a-2a", "output_intent": OUTPUT_INTENT}
WARMING_CHARACTER = "\u4e00"
MAX_CORRECTIONS = 2

print_environment = Environment(
    loader=FileSystemLoader(TEMPLATE_FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


print_environment.filters["chinese"] = chinese_date


def render_minutes(document: MinutesDocument, fonts: FontSet) -> PrintedMinutes:
    """Raises MissingGlyphError when no font prints one of the characters, OffPaperError when a text does not fit."""
    require_short_heads(document)
    if missing := find_missing_glyphs(document, fonts):
        raise MissingGlyphError(missing)
    return renderer_for(fonts).print(document)


def warm_renderer(fonts: FontSet) -> None:
    """Load the tables of every face, and lay out the first page."""
    for face in fonts.faces:
        if face.prints(WARMING_CHARACTER):
            face.width(WARMING_CHARACTER)
    print_environment.get_template("minutes.html")
    letters = (f'<p class="{role}">{WARMING_CHARACTER}</p>' for role in FontRole)
    renderer_for(fonts).print_letter(f'<html lang="zh-CN"><title>{WARMING_CHARACTER}</title>{"".join(letters)}</html>')


@lru_cache(maxsize=4)
def renderer_for(fonts: FontSet) -> "PdfRenderer":
    return PdfRenderer(fonts)


@dataclass(frozen=True)
class PdfRenderer:
    """WeasyPrint with its fonts, loaded once in a process. Pango is not thread-safe, hence the lock."""

    fonts: FontSet
    lock: threading.Lock = field(default_factory=threading.Lock)

    def print(self, document: MinutesDocument) -> PrintedMinutes:
        with self.lock:
            layout = self._layout_in_full_pages(MinutesHtml(document, self.fonts))
            move_imprint_to_foot(layout)
            require_on_paper(layout)
            return _written(layout)

    def _layout_in_full_pages(self, manuscript: "MinutesHtml") -> Any:
        """In one layout as a rule: again only where it breaks its lines otherwise than was counted."""
        flow = manuscript.flow()
        spacing = plan_pages(flow)
        layout = self.lay_out(manuscript.html(spacing))
        for _ in range(MAX_CORRECTIONS):
            seen = as_laid_out(flow, spacing, measure_paragraphs(layout), imprint_points(layout) / LINE_POINTS)
            if seen == flow or (better := plan_pages(seen)) == spacing:
                break
            flow, spacing = seen, better
            layout = self.lay_out(manuscript.html(spacing))
        return layout

    def print_letter(self, html: str) -> PrintedMinutes:
        """A document of the same family, whose pages need not be computed: one layout."""
        with self.lock:
            layout = self.lay_out(html, self._letter_stylesheet)
            require_on_paper(layout)
            return _written(layout)

    def lay_out(self, html: str, *more_stylesheets: weasyprint.CSS) -> Any:
        source = weasyprint.HTML(string=html, url_fetcher=self._fetcher)
        return source.render(
            font_config=self._typesetting,
            stylesheets=[self._stylesheet, *more_stylesheets],
            color_profiles=output_intent(),
            **PDF_VARIANT,
        )

    @cached_property
    def _typesetting(self) -> ChineseTypesetting:
        return ChineseTypesetting()

    @cached_property
    def _fetcher(self) -> "FontFetcher":
        return FontFetcher(self.fonts)

    @cached_property
    def _stylesheet(self) -> weasyprint.CSS:
        css = (TEMPLATE_FOLDER / "minutes.css").read_text(encoding="utf-8") + css_of_faces(self.fonts)
        return weasyprint.CSS(string=css, font_config=self._typesetting, url_fetcher=self._fetcher)

    @cached_property
    def _letter_stylesheet(self) -> weasyprint.CSS:
        css = (TEMPLATE_FOLDER / "notice.css").read_text(encoding="utf-8")
        return weasyprint.CSS(string=css, font_config=self._typesetting, url_fetcher=self._fetcher)


def _written(layout: Any) -> PrintedMinutes:
    pdf = layout.write_pdf(finisher=claim_both_standards, **PDF_VARIANT)
    return PrintedMinutes(bytes(pdf), pages=len(layout.pages))


class FontFetcher(URLFetcher):
    """URL fetcher that serves the font files, and refuses every other address."""

    def __init__(self, fonts: FontSet) -> None:
        super().__init__()
        self._faces = {face.url: face for face in fonts.faces if not face.system}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url not in self._faces:
            raise ValueError(f"the minutes load nothing from outside: {url}")
        return URLFetcherResponse(url, self._faces[url].read(), {"Content-Type": "font/otf"})


def css_of_faces(fonts: FontSet) -> str:
    """A class for each face and each role, and the rule that loads a face from its file."""
    loaded = (
        f'@font-face {{ font-family: "{face.family}"; src: url("{face.url}") }}'
        for face in fonts.faces
        if not face.system
    )
    faces = (_family_rule(f".face-{face.css}", face) for face in fonts.faces)
    roles = (_family_rule(f".{role}", fonts.chains[role][0]) for role in FontRole)
    return "\n".join((*loaded, *roles, *faces))


def _family_rule(selector: str, face: Face) -> str:
    return f'{selector} {{ font-family: "{face.family}"; font-weight: {face.weight} }}'


@dataclass(frozen=True)
class MinutesHtml:
    """The markup of one document, and its flow of blocks once the markup has been laid out."""

    document: MinutesDocument
    fonts: FontSet

    @cached_property
    def paragraphs(self) -> tuple[PrintParagraph, ...]:
        return print_paragraphs(self.document)

    def html(self, spacing: Spacing) -> str:
        markup = self._markup
        return print_environment.get_template("minutes.html").render(
            document=self.document,
            paragraphs=self.paragraphs,
            spacing=spacing,
            mark=self._mark,
            lines=self._head_lines,
            version_rows=self._version_rows,
            version=self._version_sentences,
            number=self._number,
            copies=copies_of(self.document),
            columns=lambda annex: print_columns(annex, self._width, markup.tokens_of_cell),
            markup=markup,
            mark_up=lambda text, role: markup.mark_up(text, FontRole(role)),
        )

    def flow(self) -> Flow:
        """As counted, before any layout."""
        blocks = blocks_of(self.paragraphs, self._markup, self._width)
        imprint = imprint_points_of(self.document, self._markup, self._width) / LINE_POINTS
        return Flow(blocks, self._head_lines, imprint, annexed=bool(self.document.annexes))

    @cached_property
    def _markup(self) -> TextMarkup:
        return TextMarkup(self.fonts, self.document.people)

    @property
    def _number(self) -> str:
        return str(self.document.number or f"〔{self.document.dated.year}〕\u3000号")

    @property
    def _version_rows(self) -> int:
        """Lines of the grid for the version line, which is set smaller: three of its lines in the height of two."""
        widths = [self._width(sentence, FontRole.KAI) for sentence in self._version_sentences]
        return ceil(sum(ceil(width / VERSION_CHARACTERS) for width in widths) * 2 / 3)

    @property
    def _version_sentences(self) -> list[str]:
        """Each on a line of its own: what is replaced, and why."""
        return re.findall("[^。]+。?", self.document.version_line)

    @property
    def _head_lines(self) -> int:
        """Lines down to the red rule: the issuer takes as many as it needs, and the date one if it has no room."""
        issuer = self._width(self.document.issuer, FontRole.BODY)
        date_width = self._width(chinese_date(self.document.dated), FontRole.BODY)
        return (
            LINES_ABOVE_ISSUER
            + self._version_rows
            + ceil(issuer / HEAD_CHARACTERS)
            + (issuer % HEAD_CHARACTERS + 0.5 + date_width > HEAD_CHARACTERS)
        )

    @property
    def _mark(self) -> dict[str, float]:
        """Size and place of the mark in points: as large as its line allows, its ink 35 mm below the type area."""
        mark = self.document.mark
        size = min(MAX_MARK_POINTS, 0.99 * TYPE_AREA / max(self._width(mark, FontRole.MARK), 1))
        faces = [self.fonts.face(FontRole.MARK, char) for char in mark]
        ink = max((face.top(char) for face, char in zip(faces, mark, strict=True) if face), default=0.0)
        first = self.fonts.chains[FontRole.MARK][0]
        return {"size": round(size, 3), "top": round(MARK_INK_TOP + HALF_LEAD - (0.5 + first.middle - ink) * size, 3)}

    def _width(self, text: str, role: FontRole) -> float:
        return text_width(self.fonts, text, role)


def text_width(fonts: FontSet, text: str, role: FontRole) -> float:
    """In ems."""
    faces = ((fonts.face(role, char), char) for char in text)
    return sum(face.width(char) for face, char in faces if face)


def toolchain_versions(fonts: FontSet) -> dict[str, str]:
    """What made a PDF, to be filed with it: versions of the libraries, SHA-256 of each font file that is there."""
    hashes = {face.path.name: face.sha256 for face in fonts.faces if face.path.is_file()}
    versions = {
        "WeasyPrint": weasyprint.__version__,
        "Pango": _library_version("libpango-1.0.so.0", "pango_version_string"),
        "HarfBuzz": _library_version("libharfbuzz.so.0", "hb_version_string"),
    }
    return versions | hashes


def _library_version(library: str, function: str) -> str:
    tell = getattr(ctypes.CDLL(library), function)
    tell.restype = ctypes.c_char_p
    return str(tell().decode())
