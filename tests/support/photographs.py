"""Pictures as phones make them, and rows of such."""

from io import BytesIO

from PIL import Image

from partner_hub.actions.models import ActionPhotograph

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
# North 26 degrees 4 minutes, and a word that tells where it was taken.
PLACE = {1: "N", 2: (26.0, 4.0, 1.0), 3: "E", 4: (119.0, 18.0, 1.0)}
SECRET = "Block 3, flat 502"


def a_photograph(width: int = 64, height: int = 48, kind: str = "JPEG", *, turned: bool = False) -> bytes:
    """The left half red, the right one blue; with the place in its metadata. `turned`: held upright, stored lying."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[MAKER], exif[GPS] = SECRET, PLACE
    if turned:
        exif[ORIENTATION] = 6
    written = BytesIO()
    image.save(written, kind, exif=exif, **({"comment": SECRET.encode()} if kind == "JPEG" else {}))
    return written.getvalue()


def a_photograph_row(action_id: int, supporter_id: int | None = None) -> ActionPhotograph:
    return ActionPhotograph(
        action_id=action_id,
        supporter_id=supporter_id,
        added_by="陶然",
        sha256="0" * 64,
        thumbnail_width=64,
        thumbnail_height=48,
        thumbnail=a_photograph(),
        picture=a_photograph(),
    )
