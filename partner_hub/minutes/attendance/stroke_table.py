"""All Chinese characters in the order of their strokes, made at set-up by .ci/install-stroke-order."""

import logging
import re
from functools import cache
from pathlib import Path
from typing import Final

STROKE_TABLE: Final = Path(__file__).parents[3] / "var" / "stroke-order" / "stroke_order.txt"


class UnusableStrokeTableError(Exception):
    """The table is missing or broken; told with what to do."""

    def __init__(self, why: object) -> None:
        super().__init__(
            f"The table of strokes {STROKE_TABLE} cannot be read, names to be ordered by strokes stand in the order "
            f"of signing in: run make machine and start the server anew ({why})."
        )


@cache
def load_stroke_order() -> str:
    """Empty where there is no table that can be read."""
    try:
        return open_stroke_order()
    except UnusableStrokeTableError as fault:
        logging.getLogger(__name__).warning("%s", fault)
        return ""


def open_stroke_order() -> str:
    """Raises UnusableStrokeTableError. For the form of the file see .ci/build_stroke_order.py."""
    try:
        text = STROKE_TABLE.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableStrokeTableError(error) from error
    if not text.endswith("\n"):
        raise UnusableStrokeTableError("its end is missing")
    return re.sub(r"[\d:\n]", "", text)
