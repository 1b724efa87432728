"""Photographs are read by their content, turned upright, made small, and lose everything but their points."""

from io import BytesIO

import pytest
from flask import Flask
from flask_babel import force_locale
from PIL import Image, ImageFile

from partner_hub.core import photographs
from partner_hub.core.photographs import MAX_SIDE, MAX_THUMBNAIL_SIDE, read_photograph
from tests.support.photographs import SECRET, a_photograph


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_place_and_phone_is_kept(kind: str) -> None:
    data = a_photograph(kind=kind)
    assert SECRET.encode() in data
    kept = read_photograph(data)
    for written in (kept.picture, kept.thumbnail):
        assert SECRET.encode() not in written
        image = Image.open(BytesIO(written))
        assert image.format == "JPEG"
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_picture_that_was_taken_upright_stands_upright() -> None:
    kept = read_photograph(a_photograph(64, 48, turned=True))
    assert kept.size == (48, 64)
    top = Image.open(BytesIO(kept.picture)).convert("RGB").getpixel((24, 5))
    assert isinstance(top, tuple)
    assert top[0] > 200 > top[2], "what lay left in the file is at the top"


def test_it_is_made_smaller_and_never_larger() -> None:
    kept = read_photograph(a_photograph(4000, 3000))
    assert kept.size == (MAX_SIDE, 1200)
    assert kept.thumbnail_size == (MAX_THUMBNAIL_SIDE, 150)
    assert read_photograph(a_photograph(64, 48)).size == (64, 48)


def test_of_two_pictures_in_one_file_the_first_is_kept() -> None:
    """As phones write them for their own screens."""
    written = BytesIO()
    first, second = (Image.new("RGB", (64, 48), colour) for colour in ("red", "blue"))
    first.save(written, "MPO", save_all=True, append_images=[second])
    kept = read_photograph(written.getvalue())
    assert b"MPF" not in kept.picture
    assert Image.open(BytesIO(kept.picture)).format == "JPEG"


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "LA", "I;16", "1"])
def test_whatever_its_colours_are_it_is_read(mode: str) -> None:
    written = BytesIO()
    Image.new(mode, (300, 200)).save(written, "JPEG" if mode in {"CMYK", "L"} else "PNG")
    assert read_photograph(written.getvalue()).size == (300, 200)


def test_where_one_sees_through_there_is_white() -> None:
    written = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(written, "PNG")
    picture = Image.open(BytesIO(read_photograph(written.getvalue()).picture))
    assert picture.getpixel((4, 4)) == (255, 255, 255)


def _bomb() -> bytes:
    """200 million points in a few kilobytes."""
    written = BytesIO()
    Image.new("1", (20_000, 10_000)).save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no picture that can be read"),
        (b"%PDF-1.7", "no picture that can be read"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "no picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture that can be read"),
        (a_photograph(400, 300)[:2000], "no picture that can be read"),
        (b"\x00\x00\x00\x20ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (b"\xff\xd8\xff" + b"x" * photographs.MAX_PHOTOGRAPH_BYTES, "larger than 15 MB"),
    ],
)
def test_everything_else_is_refused_with_a_sentence(app: Flask, data: bytes, sentence: str) -> None:
    with app.test_request_context(), force_locale("en"), pytest.raises(ValueError, match=sentence):
        read_photograph(data)


def test_a_decompression_bomb_is_refused_before_it_unfolds(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"), pytest.raises(ValueError, match="too many points"):
        read_photograph(_bomb())


def test_one_that_is_only_large_is_refused_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(photographs.MAX_POINTS, "JPEG", 1000)
    with app.test_request_context(), force_locale("en"), pytest.raises(ValueError, match="too many points"):
        read_photograph(a_photograph(64, 48))


def test_half_a_picture_is_refused_even_where_minutes_were_printed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with app.test_request_context(), force_locale("en"), pytest.raises(ValueError, match="no picture that can be read"):
        read_photograph(a_photograph(400, 300)[:2000])
