"""The body as recorders write it: plain text, one paragraph a line, Chinese numbering is the only markup."""

import re

from partner_hub.minutes.document import Paragraph, cleaned

NUMBERING = re.compile(r"(?P<first>[一二三四五六七八九十百]+、)|[（(](?P<second>[一二三四五六七八九十百]+)[）)]")
LONGEST_HEADING = 60
LONGEST_RUN_IN = 30
SENTENCE_ENDS = "。！？；："


def parse_body(text: str) -> tuple[Paragraph, ...]:
    """Paragraphs of the text; empty lines are left out.

    - A line that begins with 一、 is of level 1, with （一） or (一) of level 2; all others are text, 1. and （1） too.
    - Such a line of at most 60 characters without 。！？；： is a heading.
    - Otherwise its first sentence, up to and with 。 and of at most 30 characters, is a run-in heading;
      a first sentence that is longer leaves only the number as run-in heading.
    """
    return tuple(_paragraph(line) for line in map(cleaned, text.splitlines()) if line)


def _paragraph(line: str) -> Paragraph:
    number = NUMBERING.match(line)
    if number is None:
        return Paragraph(text=line)
    level = 1 if number["first"] else 2
    label = number["first"] or f"（{number['second']}）"
    heading, text = _run_in(label, line[number.end() :].strip())
    return Paragraph(text=text, heading=heading, level=level)


def _run_in(label: str, rest: str) -> tuple[str, str]:
    if len(label + rest) <= LONGEST_HEADING and not any(mark in rest for mark in SENTENCE_ENDS):
        return label + rest, ""
    sentence, stop, text = rest.partition("。")
    if stop and len(label + sentence) <= LONGEST_RUN_IN and not any(mark in sentence for mark in SENTENCE_ENDS):
        return label + sentence + stop, text.strip()
    return label, rest
