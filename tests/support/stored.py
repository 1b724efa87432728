"""Looks for a number in everything that a database holds: every column of every table, texts, JSON and bytes."""

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from tests.support import papers

# Identity and card numbers as people write them, each with words of a sentence. The last ones are harder.
PLAIN = papers.identity()
WITH_X = next(number for serial in range(100, 200) if (number := papers.identity(serial=serial)).endswith("X"))
CARD = papers.bank_card()
SPELLINGS = {
    "18 figures": f"身份证{PLAIN}",
    "15 figures": f"身份证号{papers.old_identity()}",
    "full width": f"身份证{papers.wide(PLAIN)}",
    "blanks": f"身份证{papers.blanked(PLAIN)}",
    "hyphens": f"身份证{PLAIN[:6]}-{PLAIN[6:14]}-{PLAIN[14:]}",
    "last X": f"身份证{WITH_X}",
    "disability card": f"残疾证{papers.disability()}",
    "bank card": f"银行卡{CARD}",
    "bank card in groups": f"卡号 {' '.join(CARD[place : place + 4] for place in range(0, len(CARD), 4))}",
    "inside a longer number": f"编号88{PLAIN}77",
    "small x": f"身份证{WITH_X.lower()}",
    "no words before": PLAIN,
    "parted by what is not seen": f"身份证{PLAIN[:6]}\u200b{PLAIN[6:14]}\u2060{PLAIN[14:]}",
    "at the end of a mail address": f"{PLAIN}@example.cn",
}
NO_FIGURE = re.compile("[^0-9Xx]+")
NEEDLES = {PLAIN, WITH_X, papers.old_identity(), CARD}


def stored_numbers(cursor: Any, tables: Iterable[str]) -> list[str]:
    """Table and column of each place where one of the numbers stands, however it is written.

    `cursor` is one of the database's own driver: nothing is read through the models, which might hide a column.
    """
    found = []
    for table in tables:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of tables
        columns = [each[0] for each in cursor.description]
        for row in cursor.fetchall():
            values = zip(columns, row, strict=True)
            found += [f"{table}.{name}" for name, value in values if any(map(holds, texts_of(value)))]
    return found


def holds(text: str) -> bool:
    figures = NO_FIGURE.sub("", text if text.isascii() else unicodedata.normalize("NFKC", text)).upper()
    return any(needle in figures for needle in NEEDLES)


def texts_of(value: object) -> Iterator[str]:
    """A value of any column as texts; files in an archive one by one."""
    if isinstance(value, bytes):
        if value.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(value)) as archive:
                yield from (archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        yield value.decode("utf-8", "replace")
    elif value is not None:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        # JSON in a text column escapes what is not ASCII.
        yield text.encode("utf-8", "surrogatepass").decode("raw_unicode_escape", "replace") if "\\u" in text else text
