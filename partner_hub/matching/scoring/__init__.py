"""How well offerings fit needs, and which needs are one trouble told twice.

Pure: it knows neither the web nor the database, reads no clock and draws no lots. The same texts give the same scores.
"""

from partner_hub.matching.scoring.index import Index
from partner_hub.matching.scoring.near_duplicates import duplicates, similar
from partner_hub.matching.scoring.needed_help import abilities
from partner_hub.matching.scoring.records import (
    Exclusion,
    Likeness,
    NeedText,
    OfferingText,
    Pair,
    Part,
    PartKind,
    Suggestion,
)

__all__ = [
    "Exclusion",
    "Index",
    "Likeness",
    "NeedText",
    "OfferingText",
    "Pair",
    "Part",
    "PartKind",
    "Suggestion",
    "abilities",
    "duplicates",
    "similar",
]
