"""Numbers of identity papers and cards: never stored, whatever the door."""

import re

from partner_hub.privacy.findings import Finding, told
from partner_hub.privacy.numbers import find_numbers
from partner_hub.privacy.patterns import find_papers
from partner_hub.privacy.plain import plain_of
from partner_hub.privacy.scattered import find_scattered

KINDS = frozenset({"identity", "card"})
REMOVED = "（证件号码已删除）"
_FIGURE = re.compile(r"[^\W_a-zA-Z\u3400-\u9fff]|[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖⓪-⓿①-⒛➀-➓]")


def find_identity_numbers(text: str) -> list[Finding]:
    """The findings of kind identity and card alone, in order, without overlaps."""
    if not _FIGURE.search(text):
        return []
    plain = plain_of(text)
    spans = [*find_numbers(plain.figures, plain.text), *find_scattered(plain.figures), *find_papers(plain.figures)]
    return told(text, plain, [span for span in spans if span[2] in KINDS])


def remove_identity_numbers(text: str) -> str:
    """The text with REMOVED in the place of each such number; unchanged (the same object) where there is none."""
    while found := find_identity_numbers(text):
        for finding in reversed(found):
            text = text[: finding.start] + REMOVED + text[finding.end :]
    return text
