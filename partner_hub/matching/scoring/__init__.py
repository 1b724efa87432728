"""How well offerings fit needs, and which needs are one trouble told twice.

Pure: it knows neither the web nor the database, reads no clock and draws no lots. The same texts give the same scores.
"""

from .abilities import abilities
from .index import Index
from .records import Exclusion, Likeness, NeedText, OfferingText, Pair, Part, PartKind, Suggestion
from .twins import duplicates, similar

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
