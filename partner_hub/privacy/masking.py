"""Masks personal data in a text, so that it can be shown to others."""

from functools import lru_cache

from partner_hub.privacy.findings import Finding, find_personal_data

# A mask is never longer than what it covers, so that masked text still fits its column.
_MASK_BY_KIND = {"address": "某户", "name": "某某"}
_OTHER_MASK = "（略）"
# Short texts of list cells recur in many rows and on every page: their results are cached.
_MAX_CACHED_LENGTH, _CACHE_SIZE = 60, 4096


def mask_personal_data(text: str, known: frozenset[str] = frozenset()) -> str:
    """The text with every finding masked: nothing is found in it any more, and it is not longer.

    `known` are names of people and units that lead to no resident.
    """
    return _masked_short_text(text, known) if len(text) <= _MAX_CACHED_LENGTH else _masked_text(text, known)


def _masked_text(text: str, known: frozenset[str]) -> str:
    while found := find_personal_data(text, known):
        pieces, end = [], 0
        for finding in found:
            pieces += [text[end : finding.start], finding.building, _mask_of_finding(finding)]
            end = finding.end
        text = "".join([*pieces, text[end:]])
    return text


_masked_short_text = lru_cache(_CACHE_SIZE)(_masked_text)


def _mask_of_finding(finding: Finding) -> str:
    return _MASK_BY_KIND.get(finding.kind, _OTHER_MASK)[: len(finding.text) - len(finding.building)]
