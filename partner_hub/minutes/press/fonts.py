"""The fonts of the minutes: which files, in which order, and which face prints which character.

FandolFang and its kin hold GB 2312 only, so each role has a chain of faces that together print every CJK character up
to Extension F. The face is chosen here, from the fonts' own tables, and not left to the layout engine, which would
print an empty box and go on.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from partner_hub.letters import HAN, is_private_use
from partner_hub.minutes.press.scaled_font import scale_font

REPOSITORY_FOLDER = Path(__file__).parents[3]
FANDOL_FOLDER = REPOSITORY_FOLDER / "var" / "fonts" / "fandol"
DEBIAN_FOLDER = Path("/usr/share/fonts")
HAN_CHARACTER = re.compile(f"[{HAN}]")
FANDOL_SOURCE = "texlive-lang-chinese (unpack its Fandol fonts, no TeX is needed)"


class FontRole(StrEnum):
    """What a face is for; the names of GB/T 9704-2012 stand beside them."""

    BODY = "body"  # 仿宋
    HEI = "hei"  # 黑体
    KAI = "kai"  # 楷体
    SONG = "song"  # 宋体
    MARK = "mark"  # 小标宋


@dataclass(frozen=True)
class Face:
    """One face of one font file.

    css      its CSS class and, for a face that is loaded by its file, the family name made from it
    system   the family name by which fontconfig knows it; empty for a face that is loaded by its file
    index    its place in a collection (TTC); loaded by file a collection would give its first, Japanese face
    source   the Debian package that brings it, or whose folder it is
    scale    how much smaller its glyphs are printed in their em boxes; only for TrueType loaded by its file
    han      prints Chinese characters only, no signs
    """

    css: str
    path: Path
    source: str
    system: str = ""
    weight: int = 400
    index: int = -1
    scale: float = 1.0
    han: bool = False

    @property
    def family(self) -> str:
        return self.system or f"Minutes {self.css}"

    @property
    def url(self) -> str:
        """By which the layout engine asks for it; two faces of one file may differ in scale."""
        return f"{self.path.as_uri()}#{self.css}"

    @cached_property
    def sha256(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def prints(self, char: str) -> bool:
        return ord(char) in self._glyphs and (not self.han or bool(HAN_CHARACTER.fullmatch(char)))

    def read(self) -> bytes:
        """The file as the layout engine gets it."""
        data = self.path.read_bytes()
        return data if self.scale == 1 else scale_font(data, self.scale)

    def width(self, char: str) -> float:
        """The advance in ems."""
        advance = self._advances[self._glyphs[ord(char)]]
        return advance if advance == 1 else advance * self.scale

    def top(self, char: str) -> float:
        """The top of the ink above the baseline in ems; 0 for a blank."""
        return _ink_top(self, self._glyphs[ord(char)])

    @cached_property
    def middle(self) -> float:
        """How far the middle between ascender and descender lies above the baseline, in ems."""
        with self.opened() as font:
            return float(font["hhea"].ascent + font["hhea"].descent) / 2 / float(font["head"].unitsPerEm)

    def opened(self) -> TTFont:
        return TTFont(self.path, lazy=True, fontNumber=self.index)

    @cached_property
    def _glyphs(self) -> dict[int, str]:
        with self.opened() as font:
            return dict(font.getBestCmap())

    @cached_property
    def _advances(self) -> dict[str, float]:
        with self.opened() as font:
            em = float(font["head"].unitsPerEm)
            return {glyph: advance / em for glyph, (advance, _) in font["hmtx"].metrics.items()}


@lru_cache(maxsize=1024)
def _ink_top(face: Face, glyph: str) -> float:
    with face.opened() as font:
        glyphs = font.getGlyphSet()
        pen = BoundsPen(glyphs)
        glyphs[glyph].draw(pen)
        return float(pen.bounds[3]) / float(font["head"].unitsPerEm) if pen.bounds else 0.0


def _noto_face(css: str, file: str, family: str, weight: int = 400) -> Face:
    path = DEBIAN_FOLDER / "opentype" / "noto" / file
    return Face(css, path, "fonts-noto-cjk", family, weight, index=2)


NOTO_SERIF = _noto_face("noto-serif", "NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC")
NOTO_SERIF_BOLD = _noto_face("noto-serif-bold", "NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", 700)
NOTO_SANS = _noto_face("noto-sans", "NotoSansCJK-Regular.ttc", "Noto Sans CJK SC")
WENKAI = Face(
    "wenkai",
    DEBIAN_FOLDER / "truetype/lxgw-wenkai/LXGWWenKai-Light.ttf",
    "fonts-lxgw-wenkai",
    "LXGW WenKai",
    weight=300,
)
HANA_A = Face("hana-a", DEBIAN_FOLDER / "truetype/hanazono/HanaMinA.ttf", "fonts-hanazono", "HanaMinA")
HANA_B = Face("hana-b", DEBIAN_FOLDER / "truetype/hanazono/HanaMinB.ttf", "fonts-hanazono", "HanaMinB")
BABELSTONE = Face(
    "babelstone", DEBIAN_FOLDER / "truetype/babelstone/BabelStoneHan.ttf", "fonts-babelstone-han", "BabelStone Han"
)
# Of all free faces the nearest to 仿宋 in its stems, and a little bigger.
THIN_SONG = Face("thin-song", BABELSTONE.path, BABELSTONE.source, scale=0.97, han=True)
RARE_CHARACTER_FACES = (HANA_A, HANA_B, BABELSTONE)
FALLBACK_FACES = MappingProxyType(
    {
        FontRole.BODY: (THIN_SONG, NOTO_SERIF, *RARE_CHARACTER_FACES),
        FontRole.HEI: (NOTO_SANS, NOTO_SERIF, *RARE_CHARACTER_FACES),
        FontRole.KAI: (WENKAI, NOTO_SERIF, *RARE_CHARACTER_FACES),
        FontRole.SONG: (NOTO_SERIF, *RARE_CHARACTER_FACES),
        FontRole.MARK: (NOTO_SERIF_BOLD, *RARE_CHARACTER_FACES),
    }
)
FANDOL_FILE_NAMES = MappingProxyType(
    {
        FontRole.BODY: "FandolFang-Regular.otf",
        FontRole.HEI: "FandolHei-Regular.otf",
        FontRole.KAI: "FandolKai-Regular.otf",
        FontRole.SONG: "FandolSong-Regular.otf",
        FontRole.MARK: "FandolSong-Bold.otf",
    }
)
# The family names, in either language, of the licensed fonts that offices own.
LICENSED_FAMILIES = MappingProxyType(
    {
        FontRole.BODY: {"FangSong_GB2312", "FangSong", "仿宋_GB2312", "仿宋"},
        FontRole.HEI: {"SimHei", "黑体"},
        FontRole.KAI: {"KaiTi_GB2312", "KaiTi", "楷体_GB2312", "楷体"},
        FontRole.SONG: {"SimSun", "宋体", "中易宋体"},
        FontRole.MARK: {"FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK"},
    }
)
# What the names of an operator's other fonts say about their style; the first that fits counts.
STYLE_NAMES = (
    (FontRole.BODY, ("仿宋", "fangsong")),
    (FontRole.MARK, ("小标宋", "xiaobiaosong")),
    (FontRole.HEI, ("黑", "hei", "sans")),
    (FontRole.KAI, ("楷", "kai")),
    (FontRole.SONG, ("宋", "明", "song", "serif", "ming")),
)
ROLE_CSS_NAMES = MappingProxyType(
    {FontRole.BODY: "fangsong", FontRole.HEI: "hei", FontRole.KAI: "kai", FontRole.SONG: "song", FontRole.MARK: "mark"}
)


@dataclass(frozen=True)
class FontSet:
    """The faces of each role, first choice first.

    licensed is a folder of the operator's own fonts: one whose family is that of a role goes before Fandol's; all
    others print rare characters before the free faces do, or after them if their name tells of another style.
    """

    fandol: Path = FANDOL_FOLDER
    licensed: Path | None = None
    _chosen: dict[tuple[FontRole, str], Face | None] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def chains(self) -> Mapping[FontRole, tuple[Face, ...]]:
        return MappingProxyType({role: tuple(self._faces_of_role(role)) for role in FontRole})

    def _faces_of_role(self, role: FontRole) -> Iterator[Face]:
        others = _other_faces(self.licensed) if self.licensed else {}
        yield from self._loaded(role)
        yield from (face for face, style in others.items() if style in {role, None})
        yield from FALLBACK_FACES[role]
        yield from (face for face, style in others.items() if style not in {role, None})

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every face once, in a fixed order."""
        return tuple(dict.fromkeys(face for role in FontRole for face in self.chains[role]))

    def face(self, role: FontRole, char: str) -> Face | None:
        """The first face of the role that prints the character, None when none does.

        Private-use characters are never printed, whatever a font draws for them: nobody else could read them. Nor are
        combining marks: a reader gives out other characters in their place, and PDF/A allows no glyph without text.
        """
        key = (role, char)
        if key not in self._chosen:
            unreadable = is_private_use(char) or char == "\ufffd" or unicodedata.category(char).startswith("M")
            self._chosen[key] = None if unreadable else next((f for f in self.chains[role] if f.prints(char)), None)
        return self._chosen[key]

    def _loaded(self, role: FontRole) -> Iterator[Face]:
        first, second = ROLE_CSS_NAMES[role], f"fandol-{ROLE_CSS_NAMES[role]}"
        fandol = self.fandol / FANDOL_FILE_NAMES[role]
        if self.licensed and (path := _licensed_files(self.licensed).get(role)):
            yield Face(first, path, str(self.licensed))
            yield Face(second, fandol, FANDOL_SOURCE)
        else:
            yield Face(first, fandol, FANDOL_SOURCE)


def missing_font_files(fonts: FontSet) -> list[str]:
    """A sentence for each font file that is not there, with the package that brings it; empty when all are."""
    return [
        f"The font file {face.path} is missing: install the Debian package {face.source}."
        for face in fonts.faces
        if not face.path.is_file()
    ]


def _other_faces(folder: Path) -> dict[Face, FontRole | None]:
    """The fonts that are of no role's family, with the role whose style their names tell of."""
    of_roles = set(_licensed_files(folder).values())
    others = [path for path in _font_files(folder) if path not in of_roles]
    faces = (Face(f"own-{number}", path, str(folder)) for number, path in enumerate(others, start=1))
    return dict(zip(faces, map(_style_of_font, others), strict=True))


def _style_of_font(path: Path) -> FontRole | None:
    names = " ".join(_family_names(path)).lower()
    return next((role for role, parts in STYLE_NAMES if any(part in names for part in parts)), None)


def _licensed_files(folder: Path) -> dict[FontRole, Path]:
    found: dict[FontRole, Path] = {}
    for path in _font_files(folder):
        families = _family_names(path)
        for role, known in LICENSED_FAMILIES.items():
            if families & known:
                found.setdefault(role, path)
    return found


def _font_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in {".ttf", ".otf"})


def _family_names(path: Path) -> set[str]:
    family, full = 1, 4
    with TTFont(path, lazy=True) as font:
        return {record.toUnicode() for record in font["name"].names if record.nameID in {family, full}}
