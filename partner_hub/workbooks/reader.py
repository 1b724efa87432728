"""From uploaded bytes to plain cells."""

from .workbook import Workbook


def read_workbook(data: bytes, filename: str) -> Workbook:
    """Raises WorkbookError for everything that is not a readable, harmless .xlsx."""
    raise NotImplementedError
