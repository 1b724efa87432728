"""What a partner should be able to do who serves a need: the labels of its strongest concepts."""

from typing import Final

from partner_hub.matching.scoring.features import need_features
from partner_hub.matching.scoring.records import NeedText
from partner_hub.matching.scoring.thesaurus import load_thesaurus

MAX_LABELS: Final = 3
# Beside the likeliest concept, which weighs 1, only those that come close to it.
MIN_RELATIVE_WEIGHT: Final = 0.6


def labels_of_needed_help(need: NeedText) -> tuple[str, ...]:
    """At most MAX_LABELS, the likeliest first."""
    about = need_features(need).concepts
    found = zip(about.keys.tolist(), about.weights.tolist(), strict=True)
    close = sorted((-weight, key) for key, weight in found if weight >= MIN_RELATIVE_WEIGHT)
    return tuple(load_thesaurus().concepts[key].label for _weight, key in close[:MAX_LABELS])
