"""Rows as the ranking reads them: a need in the words that its reader may read, an offering in its own."""

from dataclasses import replace
from typing import Any, Protocol

from partner_hub.communities.word_lists import CATEGORIES
from partner_hub.matching.scoring import NeedText, OfferingText
from partner_hub.needs.need_view import NeedReading


class OfferingRow(Protocol):
    """The columns of an offering that the ranking reads."""

    id: Any
    name: Any
    content: Any
    category_id: Any
    category_words: Any
    audience: Any
    audiences: Any
    available_time: Any
    venue: Any
    capacity: Any
    valid_from: Any
    valid_to: Any


def need_text(reading: NeedReading) -> NeedText:
    """Of what this person reads and of nothing else: a ranking by hidden words would tell them."""
    need = reading.need
    return NeedText(
        reading.id,
        reading.name,
        reading.text,
        _known_category(reading.category),
        reading.category,
        reading.beneficiaries,
        tuple(need.audiences),
        need.deadline,
        reading.grid,
    )


def offering_text(row: OfferingRow, giver: str, category: str) -> OfferingText:
    """`giver` and `category` are names; without a category the words of the column speak."""
    return OfferingText(
        row.id,
        giver,
        row.name,
        row.content,
        _known_category(category),
        category or row.category_words,
        row.audience,
        tuple(row.audiences),
        row.available_time,
        row.venue,
        row.capacity,
        row.valid_from,
        row.valid_to,
    )


def with_names(text: OfferingText, giver: str, category: str) -> OfferingText:
    """The same offering after its unit or its category was given another name."""
    if not category:
        return replace(text, unit_name=giver)
    return replace(text, unit_name=giver, category=_known_category(category), category_words=category)


def _known_category(category: str) -> str:
    """The ranking knows the categories that every community starts with; others speak by their words alone."""
    return category if category in CATEGORIES else ""
