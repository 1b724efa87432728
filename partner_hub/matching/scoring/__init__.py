"""How well offerings fit needs, and which needs are one trouble told twice.

Pure: it knows neither the web nor the database, reads no clock and draws no lots. The same texts give the same scores.
"""

from partner_hub.matching.scoring.index import Index
from partner_hub.matching.scoring.near_duplicates import find_near_duplicates, find_needs_like
from partner_hub.matching.scoring.needed_help import labels_of_needed_help
from partner_hub.matching.scoring.records import (
    DuplicatePair,
    Exclusion,
    NeedText,
    OfferingText,
    Reason,
    ReasonKind,
    SimilarNeed,
    Suggestion,
)

__all__ = [
    "DuplicatePair",
    "Exclusion",
    "Index",
    "NeedText",
    "OfferingText",
    "Reason",
    "ReasonKind",
    "SimilarNeed",
    "Suggestion",
    "find_near_duplicates",
    "find_needs_like",
    "labels_of_needed_help",
]
