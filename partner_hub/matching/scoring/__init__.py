"""Ranking of offerings for needs, and detection of near-duplicate needs: sparse lexical retrieval with a thesaurus.

Pure functions over texts: no web, no database, no clock, no randomness; the same texts give the same scores. The
formula is written down in docs/ranking.md.
"""

from partner_hub.matching.scoring.index import Index, load_ranking
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
    "load_ranking",
]
