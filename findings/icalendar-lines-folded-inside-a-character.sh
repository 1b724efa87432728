#!/usr/bin/env bash
# icalendar 7.3.2 damages Chinese text in a calendar file whose lines are folded inside a character, without an error.
#
# RFC 5545 folds lines at 75 octets, and simple writers cut through a character of three octets. The standard foresees
# it (3.1: "implementations need to unfold lines in such a way to properly restore the original sequence"), so such a
# file is in order: joined as bytes and then decoded it gives the text back. icalendar decodes first, with replacement
# characters, and unfolds afterwards: of the character that was cut three U+FFFD are left, and neither calendar nor event
# lists an error. Whoever reads files of others joins the lines as bytes before: the last row.
# What icalendar writes itself is folded between characters.
#
# Fails when an answer changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.2
"$work/venv/bin/python" - <<'PY'
import re

from icalendar import Calendar, Event

TITLE = "党建联席会议" * 8
HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//ZH\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261201T000000Z\r\n"
FOOT = b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def folded_at_octets(line: bytes) -> bytes:
    return b"\r\n ".join([line[:75], *(line[at : at + 74] for at in range(75, len(line), 74))])


def read(file: bytes) -> tuple[bool, int, int]:
    """Whether the title is what was written; replacement characters in it; errors that the library lists."""
    calendar = Calendar.from_ical(file)
    (event,) = calendar.walk("VEVENT")
    title = str(event["SUMMARY"])
    return title == TITLE, title.count("\ufffd"), len(calendar.errors) + len(event.errors)


file = HEAD + folded_at_octets(f"SUMMARY:{TITLE}".encode()) + FOOT
assert re.sub(b"\r\n[ \t]", b"", file).decode().count(TITLE) == 1, "the file is in order"
own = Event()
own.add("summary", TITLE)
found = {
    "folded inside a character": read(file),
    "folded by icalendar": read(HEAD + own.to_ical().split(b"\r\n", 1)[1].rsplit(b"\r\nEND", 1)[0] + FOOT),
    "joined as bytes before": read(re.sub(b"\r\n[ \t]", b"", file)),
}
for name, answer in found.items():
    print(name, answer)
expected = {
    "folded inside a character": (False, 3, 0),
    "folded by icalendar": (True, 0, 0),
    "joined as bytes before": (True, 0, 0),
}
assert found == expected, found
PY
echo "as described"
