"""Photographs that somebody uploads: read by their content, turned upright, and written anew without any metadata.

What a phone writes into a picture (where it was taken, when, with which device) does not outlive the upload: only the
points of the picture are copied.
"""

import threading
from dataclasses import dataclass
from io import BytesIO

from flask_babel import gettext as _
from PIL import Image, ImageFile, ImageOps

MAX_PHOTOGRAPH_BYTES = 15 * 1024 * 1024
# Points of a picture before it is made smaller; JPEG is read at a fraction of its size.
MAX_POINTS = {"JPEG": 50_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
# The longer side, in points.
MAX_SIDE, MAX_THUMBNAIL_SIDE = 1600, 200
_QUALITY, _THUMBNAIL_QUALITY = 82, 68
# ISO base media: the box that begins a file, and the brands of it that are pictures of an iPhone.
_BOX = b"ftyp"
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# One picture at a time in each process, so that several people cannot fill the memory together.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Photograph:
    """Both as JPEG, with their (width, height)."""

    picture: bytes
    size: tuple[int, int]
    thumbnail: bytes
    thumbnail_size: tuple[int, int]


def read_photograph(data: bytes) -> Photograph:
    """Raises ValueError with a sentence for whoever chose the file."""
    if len(data) > MAX_PHOTOGRAPH_BYTES:
        raise ValueError(_("larger than %(number)s MB.", number=MAX_PHOTOGRAPH_BYTES // 1024 // 1024))
    if data[4:8] == _BOX and data[8:12] in _HEIC_BRANDS:
        raise ValueError(
            _(
                "a HEIC picture of an iPhone, which is not taken. Please choose “Most Compatible” under Settings, "
                "Camera, Formats, or send the picture as JPEG."
            )
        )
    with _ONE_AT_A_TIME:
        # WeasyPrint switches this on for the whole process: half a picture would be taken, its rest grey.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        return _read_picture(data)


def _read_picture(data: bytes) -> Photograph:
    unreadable = ValueError(_("no picture that can be read. JPEG, PNG and WebP are taken."))
    try:
        image = Image.open(BytesIO(data), formats=tuple(MAX_POINTS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_points("JPEG") from None
    except Exception as error:  # a decoder fails in many ways
        raise unreadable from error
    # Phones write a JPEG with a second picture behind it (MPO), of which the first is read.
    kind = image.format if image.format in MAX_POINTS else "JPEG"
    if image.width * image.height > MAX_POINTS[kind]:
        raise _too_many_points(kind)
    try:
        return _without_metadata(image)
    except Exception as error:
        raise unreadable from error


def _too_many_points(kind: str) -> ValueError:
    return ValueError(_("too many points: at most %(number)s million.", number=MAX_POINTS[kind] // 1_000_000))


def _without_metadata(image: Image.Image) -> Photograph:
    """Only the points, upright, on white where one sees through."""
    image.draft(None, (MAX_SIDE, MAX_SIDE))
    upright = ImageOps.exif_transpose(image)
    shown = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    shown.thumbnail((MAX_SIDE, MAX_SIDE))
    picture = Image.new("RGB", shown.size, "white")
    picture.paste(shown, mask=shown.getchannel("A") if shown.mode == "RGBA" else None)
    small = picture.copy()
    small.thumbnail((MAX_THUMBNAIL_SIDE, MAX_THUMBNAIL_SIDE))
    return Photograph(_as_jpeg(picture, _QUALITY), picture.size, _as_jpeg(small, _THUMBNAIL_QUALITY), small.size)


def _as_jpeg(image: Image.Image, quality: int) -> bytes:
    written = BytesIO()
    image.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()
