"""Numbers of identity papers and cards: never stored, whatever the door."""

from partner_hub.privacy.findings import Finding, find_personal_data

KINDS = frozenset({"identity", "card"})
REMOVED = "（证件号码已删除）"


def find_identity_numbers(text: str) -> list[Finding]:
    """The findings of kind identity and card alone, in order, without overlaps."""
    return [finding for finding in find_personal_data(text) if finding.kind in KINDS]


def remove_identity_numbers(text: str) -> str:
    """The text with REMOVED in the place of each such number; unchanged (the same object) where there is none."""
    found = find_identity_numbers(text)
    for finding in reversed(found):
        text = text[: finding.start] + REMOVED + text[finding.end :]
    return text
