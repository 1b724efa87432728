"""Covers what could lead to a person, so that a text can be shown to others."""

from functools import lru_cache

from partner_hub.privacy.findings import Finding, find_personal_data

# A mask is never longer than what it covers, so that masked words still fit into their column.
_MASKS = {"address": "某户", "name": "某某"}
_OTHER_MASK = "（略）"
# Cells of lists are short, and the same words stand in many rows and on every page: they are looked through once.
_CELL, _KEPT = 60, 4096


def mask_personal_data(text: str) -> str:
    """The text with every finding covered; there is nothing left to find in it, and it has not become longer."""
    return _masked_cell(text) if len(text) <= _CELL else _masked(text)


def _masked(text: str) -> str:
    while found := find_personal_data(text):
        pieces, end = [], 0
        for finding in found:
            pieces += [text[end : finding.start], finding.building, _mask(finding)]
            end = finding.end
        text = "".join([*pieces, text[end:]])
    return text


_masked_cell = lru_cache(_KEPT)(_masked)


def _mask(finding: Finding) -> str:
    return _MASKS.get(finding.kind, _OTHER_MASK)[: len(finding.text) - len(finding.building)]
