"""What was learnt, as the committee reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from partner_hub.core.db import db
from partner_hub.matching.models import LearntWeights
from partner_hub.matching.scoring.weights import load_weights
from partner_hub.matching.suggestions.explanations import label_of_channel


@dataclass(frozen=True)
class LearntChannel:
    """`percent`: by so much it counts more (or less, below 0) than elsewhere."""

    label: str
    percent: int

    @property
    def sentence(self) -> str:
        if not self.percent:
            return _("counts as much as elsewhere")
        number = abs(self.percent)
        if self.percent > 0:
            return _("counts %(number)s %% more than elsewhere", number=number)
        return _("counts %(number)s %% less than elsewhere", number=number)


def learnt_weights_of(community_id: int) -> LearntWeights | None:
    return db.session.scalar(select(LearntWeights).where(LearntWeights.community_id == community_id))


def learnt_channels(factors: Mapping[str, float]) -> list[LearntChannel]:
    """All that the ranking compares, the most changed first."""
    percents = {name: round(100 * (factors.get(name, 1.0) - 1)) for name in load_weights().channels}
    ordered = sorted(percents, key=lambda name: -abs(percents[name]))
    return [LearntChannel(label_of_channel(name), percents[name]) for name in ordered]
