"""What somebody should be able to do who serves a need, in the words of the thesaurus: for looking for a partner."""

from typing import Final

from partner_hub.matching.scoring.features import of_need
from partner_hub.matching.scoring.records import NeedText
from partner_hub.matching.scoring.thesaurus import thesaurus

MOST: Final = 3
# Beside the likeliest concept, which weighs 1, only those that come close to it.
CLOSE: Final = 0.6


def abilities(need: NeedText) -> tuple[str, ...]:
    """The labels of the concepts that the need resembles most, the likeliest first."""
    about = of_need(need).topics
    found = zip(about.keys.tolist(), about.weights.tolist(), strict=True)
    close = sorted((-weight, key) for key, weight in found if weight >= CLOSE)
    return tuple(thesaurus().concepts[key].label for _weight, key in close[:MOST])
