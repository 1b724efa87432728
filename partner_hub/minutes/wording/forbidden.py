"""What a clerk strikes out of minutes before they are signed, found by name. Pure.

Marks and words stand in tables of patterns; what needs a whole line or section is a function.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from partner_hub.minutes.wording.forbidden_lines import LINE_RULES
from partner_hub.minutes.wording.forbidden_patterns import PATTERNS, SPOKEN_WORDS
from partner_hub.minutes.wording.forbidden_sections import SECTION_RULES

_BESIDE: Final = 8
# Named things keep their own words: “聊聊聊聊”茶座, 《唉，这也是病》.
_NAMES: Final = re.compile("“[^“”]{1,30}”|《[^《》]{1,40}》")


@dataclass(frozen=True)
class Finding:
    """`name`: of the rule, as FORBIDDEN_NAMES lists them; `excerpt`: what was found, with a few letters around it."""

    name: str
    excerpt: str


FORBIDDEN_NAMES: Final = tuple(
    dict.fromkeys((*(each.name for each in (*PATTERNS, SPOKEN_WORDS)), *LINE_RULES, *SECTION_RULES))
)


def forbidden_in(text: str) -> list[Finding]:
    """Everything in the finished text of minutes that must not stand there, line by line, then section by section.

    text    one paragraph a line, headings with their numbers (一、); the lines of the attendance lists may follow it
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [finding for line in lines for finding in _findings_in_line(line)]
    found += [Finding(name, excerpt) for name, rule in SECTION_RULES.items() for excerpt in rule(lines)]
    return list(dict.fromkeys(found))


def _findings_in_line(line: str) -> Iterator[Finding]:
    for each in PATTERNS:
        for match in each.pattern.finditer(line):
            yield Finding(each.name, _excerpt_at(match))
    for match in SPOKEN_WORDS.pattern.finditer(_NAMES.sub("“”", line)):
        yield Finding(SPOKEN_WORDS.name, _excerpt_at(match))
    for name, rule in LINE_RULES.items():
        for excerpt in rule(line):
            yield Finding(name, excerpt)


def _excerpt_at(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _BESIDE) : match.end() + _BESIDE]
