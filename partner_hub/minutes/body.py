"""The body as recorders write it: plain text, one paragraph a line, Chinese numbering is the only markup."""

import re

from partner_hub.minutes.document import Paragraph, clean_text

HEADING_NUMBER = re.compile(r"(?P<first>[一二三四五六七八九十百]+、)|[（(](?P<second>[一二三四五六七八九十百]+)[）)]")
MAX_HEADING_LENGTH = 60
MAX_RUN_IN_LENGTH = 30
PAUSES_IN_SENTENCE = "。！？；："


def parse_body(text: str) -> tuple[Paragraph, ...]:
    """Paragraphs of the text; empty lines are left out.

    - A line that begins with 一、 is of level 1, with （一） or (一) of level 2; all others are text, 1. and （1） too.
    - Such a line of at most 60 characters without 。！？；： is a heading.
    - Otherwise its first sentence, up to and with 。 and of at most 30 characters, is a run-in heading;
      a first sentence that is longer leaves only the number as run-in heading.
    """
    return tuple(_paragraph_of_line(line) for line in map(clean_text, text.splitlines()) if line)


def _paragraph_of_line(line: str) -> Paragraph:
    number = HEADING_NUMBER.match(line)
    if number is None:
        return Paragraph(text=line)
    level = 1 if number["first"] else 2
    label = number["first"] or f"（{number['second']}）"
    heading, text = _split_run_in_heading(label, line[number.end() :].strip())
    return Paragraph(text=text, heading=heading, level=level)


def _split_run_in_heading(label: str, rest: str) -> tuple[str, str]:
    if len(label + rest) <= MAX_HEADING_LENGTH and not any(mark in rest for mark in PAUSES_IN_SENTENCE):
        return label + rest, ""
    sentence, stop, text = rest.partition("。")
    if stop and len(label + sentence) <= MAX_RUN_IN_LENGTH and not any(mark in sentence for mark in PAUSES_IN_SENTENCE):
        return label + sentence + stop, text.strip()
    return label, rest
