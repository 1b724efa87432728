from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from partner_hub.minutes.press.fonts import FANDOL_FOLDER, FontRole, FontSet, missing_font_files

FONTS = FontSet()
# Unicode 13: the unified ideographs and their extensions A to F.
IDEOGRAPHS = (
    range(0x4E00, 0x9FFD),
    range(0x3400, 0x4DC0),
    range(0x20000, 0x2A6DE),
    range(0x2A700, 0x2B735),
    range(0x2B740, 0x2B81E),
    range(0x2B820, 0x2CEA2),
    range(0x2CEB0, 0x2EBE1),
)


@pytest.fixture
def licensed(tmp_path: Path) -> Path:
    """A folder with a font that calls itself 仿宋_GB2312 and holds a single character."""
    with TTFont(FANDOL_FOLDER / "FandolFang-Regular.otf") as font:
        only = subset.Subsetter(subset.Options())
        only.populate(text="仿")
        only.subset(font)
        font["name"].setName("仿宋_GB2312", nameID=1, platformID=3, platEncID=1, langID=0x804)
        font.save(tmp_path / "anything.otf")
    (tmp_path / "licence.txt").write_text("paid for")
    return tmp_path


def test_all_fonts_are_installed() -> None:
    assert missing_font_files(FONTS) == []


def test_a_missing_font_is_named_with_the_package_to_install(tmp_path: Path) -> None:
    sentences = missing_font_files(FontSet(tmp_path))
    assert len(sentences) == 5
    assert "FandolFang-Regular.otf" in sentences[0]
    assert "texlive-lang-chinese" in sentences[0]


@pytest.mark.parametrize("role", list(FontRole))
def test_every_ideograph_up_to_extension_f_can_be_printed(role: FontRole) -> None:
    missing = [chr(code) for block in IDEOGRAPHS for code in block if FONTS.face(role, chr(code)) is None]
    assert missing == []


@pytest.mark.parametrize(
    ("role", "char", "family"),
    [
        (FontRole.BODY, "会", "Minutes fangsong"),
        (FontRole.BODY, "璟", "Minutes thin-song"),
        (FontRole.BODY, "⑪", "Noto Serif CJK SC"),
        (FontRole.HEI, "璟", "Noto Sans CJK SC"),
        (FontRole.KAI, "璟", "LXGW WenKai"),
        (FontRole.MARK, "会", "Minutes mark"),
        (FontRole.BODY, "𠀁", "Minutes thin-song"),
        (FontRole.SONG, "𠀁", "HanaMinB"),
        (FontRole.SONG, "鿫", "BabelStone Han"),
    ],
)
def test_a_character_is_printed_by_the_first_face_of_its_role_that_has_it(
    role: FontRole, char: str, family: str
) -> None:
    face = FONTS.face(role, char)
    assert face is not None
    assert face.family == family


@pytest.mark.parametrize("char", ["\ue000", "\U000f0000", "\ufffd", "\U0003fffd"])
def test_what_nobody_else_could_read_has_no_face(char: str) -> None:
    assert FONTS.face(FontRole.BODY, char) is None


def test_a_licensed_font_goes_before_the_free_one(licensed: Path) -> None:
    fonts = FontSet(licensed=licensed)
    first, second = fonts.face(FontRole.BODY, "仿"), fonts.face(FontRole.BODY, "会")
    assert first is not None
    assert first.path == licensed / "anything.otf"
    assert second is not None
    assert second.path.name == "FandolFang-Regular.otf"
    assert missing_font_files(fonts) == []


def test_any_other_font_of_the_operator_prints_the_rare_characters_that_all_others_lack(licensed: Path) -> None:
    rare = "\U000323b0"
    _let_font_show(rare, licensed / "anything.otf", licensed / "rare.otf")
    for role in FontRole:
        face = FontSet(licensed=licensed).face(role, rare)
        assert face is not None
        assert face.path == licensed / "rare.otf"


@pytest.mark.parametrize(("name", "first"), [("Rare", True), ("Some FangSong GBK", True), ("某某黑体", False)])
def test_an_own_font_of_the_right_style_prints_a_rare_name_before_the_free_ones(
    licensed: Path, name: str, *, first: bool
) -> None:
    _let_font_show("璟", licensed / "anything.otf", licensed / "rare.otf", name)
    face = FontSet(licensed=licensed).face(FontRole.BODY, "璟")
    assert face is not None
    assert (face.path == licensed / "rare.otf") == first


def _let_font_show(char: str, source: Path, target: Path, name: str = "Rare") -> None:
    with TTFont(source) as font:
        table = CmapSubtable.newSubtable(12)
        table.platformID, table.platEncID, table.language = 3, 10, 0
        table.cmap = {ord(char): font.getBestCmap()[ord("仿")]}
        font["cmap"].tables = [table]
        font["name"].setName(name, nameID=1, platformID=3, platEncID=1, langID=0x804)
        font.save(target)


def test_a_folder_without_fitting_fonts_changes_nothing(tmp_path: Path) -> None:
    assert FontSet(licensed=tmp_path).chains == FONTS.chains
