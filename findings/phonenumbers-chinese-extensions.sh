#!/usr/bin/env bash
# phonenumbers 9.0.43 does not read an extension as it is written in China, and glues one after a hyphen to the number.
#
# Offices of schools, hospitals and banks write 0591-83331234转8012, 分机8012 or -8012. parse() raises
# NumberParseException for the first two; of the third it makes one number of fifteen figures, which is then not valid.
# In a running text the matcher finds the first two without their extension, and nothing of the third, so that whoever
# covers what it finds leaves numbers standing. "ext. 8012" is read as it should be.
#
# Fails when an answer changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check phonenumbers==9.0.43
"$work/venv/bin/python" - <<'PY'
import phonenumbers


def parsed(text: str) -> object:
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException:
        return "refused"
    return number.national_number, number.extension, phonenumbers.is_valid_number(number)


def matched(text: str) -> int:
    return len(list(phonenumbers.PhoneNumberMatcher(text, "CN")))


EXPECTED = {
    "0591-83331234 ext. 8012": ((59183331234, "8012", True), 1),
    "0591-83331234转8012": ("refused", 1),
    "0591-83331234分机8012": ("refused", 1),
    "0591-83331234-8012": ((591833312348012, None, False), 0),
}
found = {text: (parsed(text), matched(f"电话{text}")) for text in EXPECTED}
for text, answer in found.items():
    print(text, answer)
assert found == EXPECTED, found
PY
echo "as described"
