"""Finds and removes numbers of identity papers and bank cards, which are never stored."""

import re

from partner_hub.letters import HAN
from partner_hub.privacy.findings import Finding, findings_of_spans
from partner_hub.privacy.normal_form import normal_form_of
from partner_hub.privacy.personal_numbers import find_numbers
from partner_hub.privacy.separated_numbers import find_separated_numbers
from partner_hub.privacy.shape_patterns import find_lettered_numbers

IDENTITY_KINDS = frozenset({"identity", "card"})
NUMBER_REMOVED = "（证件号码已删除）"
_ANY_DIGIT = re.compile(rf"[^\W_a-zA-Z{HAN}]|[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖⓪-⓿①-⒛➀-➓]")


def find_identity_numbers(text: str) -> list[Finding]:
    """The findings of kind identity and card alone, in order, without overlaps."""
    if not _ANY_DIGIT.search(text):
        return []
    plain = normal_form_of(text)
    spans = [
        *find_numbers(plain.figures, plain.text),
        *find_separated_numbers(plain.figures),
        *find_lettered_numbers(plain.figures),
    ]
    return findings_of_spans(text, plain, [span for span in spans if span[2] in IDENTITY_KINDS])


def remove_identity_numbers(text: str) -> str:
    """The text with REMOVED in the place of each such number; unchanged (the same object) where there is none."""
    while found := find_identity_numbers(text):
        for finding in reversed(found):
            text = text[: finding.start] + NUMBER_REMOVED + text[finding.end :]
    return text
