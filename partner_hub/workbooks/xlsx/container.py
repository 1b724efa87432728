"""Opens the zip of an .xlsx with limits on parts, inflated size and ratio (zip bombs)."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zlib import error as DeflateError  # noqa: N812 - the module calls its exception "error"

from partner_hub.workbooks.xlsx.errors import WorkbookError

MEGABYTE = 1024 * 1024
# The most that is ever read, however large PARTNER_HUB_UPLOAD_MEGABYTES is.
MAX_UPLOAD = 10 * MEGABYTE
MAX_PARTS = 1000
MAX_INFLATED = 64 * MEGABYTE
# Tables of repeated words shrink to a hundredth; a bomb shrinks to a thousandth.
MAX_RATIO = 250
RATIO_COUNTS_FROM = 8 * MEGABYTE
CHUNK = 64 * 1024

HEAD_OF_FILE = 4096
MARKUP_OF_EXCEL = b"urn:schemas-microsoft-com:office:spreadsheet"
HTML = re.compile(rb"<(?:html|table|!doctype html)", re.IGNORECASE)
OLE_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
IS_ENCRYPTED = 0x1


class Container:
    """The parts of the package. Inflated bytes are counted over all parts, as they come."""

    def __init__(self, data: bytes) -> None:
        refuse_what_is_no_zip(data)
        with damage_reported():
            self._zip = zipfile.ZipFile(BytesIO(data))
        self._size = len(data)
        self._inflated = 0
        self._parts = {plain_name(info.filename): info for info in self._zip.infolist()}
        self._refuse_strange_parts()

    def __contains__(self, name: str) -> bool:
        return plain_name(name) in self._parts

    def names(self) -> Iterator[str]:
        yield from self._parts

    def size(self, name: str) -> int:
        """Of one part, as it claims itself."""
        return self._parts[plain_name(name)].file_size if name in self else 0

    def read(self, name: str) -> bytes:
        """One whole part."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """One part, inflated chunk by chunk: the sizes in the header are claims, not facts."""
        if name not in self:
            raise WorkbookError("broken")
        with damage_reported(), self._zip.open(self._parts[plain_name(name)]) as part:
            while chunk := part.read(CHUNK):
                self._count(len(chunk))
                yield chunk

    def _count(self, size: int) -> None:
        self._inflated += size
        too_dense = self._inflated > RATIO_COUNTS_FROM and self._inflated > MAX_RATIO * self._size
        if too_dense or self._inflated > MAX_INFLATED:
            raise WorkbookError("inflates")

    def _refuse_strange_parts(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > MAX_PARTS:
            raise WorkbookError("too_many_parts", count=len(infos), limit=MAX_PARTS)
        if any(info.flag_bits & IS_ENCRYPTED for info in infos):
            raise WorkbookError("encrypted")
        # Other methods inflate whole blocks at once, out of reach of the count. Excel writes none.
        if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
            raise WorkbookError("broken")


def plain_name(name: str) -> str:
    """Some programs write backslashes, or a slash at the beginning."""
    return name.replace("\\", "/").lstrip("/").lower()


def refuse_what_is_no_zip(data: bytes) -> None:
    """Raises WorkbookError that tells an old or encrypted workbook, CSV and other files apart."""
    if not data:
        raise WorkbookError("empty")
    if len(data) > MAX_UPLOAD:
        raise WorkbookError("too_large", limit=MAX_UPLOAD // MEGABYTE)
    if data.startswith(OLE_FILE):
        raise WorkbookError("encrypted" if ENCRYPTED_STREAM in data else "old_xls")
    if not data.startswith(b"PK"):
        raise WorkbookError(name_of_text_file(data[:HEAD_OF_FILE]))


def name_of_text_file(head: bytes) -> str:
    """The code of what a file that is no zip holds: programs save many things as .xls."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "csv"
    if any(byte < ord("\t") for byte in head):
        return "not_a_workbook"
    if MARKUP_OF_EXCEL in head:
        return "xml_2003"
    if HTML.search(head):
        return "html"
    is_table = any(end in head for end in (b"\n", b"\r")) and any(mark in head for mark in (b",", b"\t", b";"))
    return "csv" if is_table else "not_a_workbook"


@contextmanager
def damage_reported() -> Iterator[None]:
    """Raises WorkbookError("broken") instead of the errors of zipfile and zlib."""
    try:
        yield
    except (zipfile.BadZipFile, DeflateError, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise WorkbookError("broken") from error
